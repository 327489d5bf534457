"""Texts of the time before UTF-8: each is read in the encoding in which it was written."""

from __future__ import annotations

import pytest

from worker.plans.files.old_encodings import likeliest

GERMAN = "Medium;Laufzeit;Budget netto €;Größe\nSüddeutsche Zeitung;Februar;12.500,00;groß\n"
FRENCH = "Support;Début;Coût net;Dépenses prévues\nRégie télé à Orléans;01/02/2026;12 500,00;été\n"
SPANISH = "Soporte;Inicio;Inversión;Año\nTelevisión España;01/02/2026;12.500,00;2026\n"
POLISH = "Nośnik;Początek;Budżet;Wyświetlenia\nTelewizja śląska w Łodzi;01.02.2026;12500;3400\n"
CZECH = "Médium;Začátek;Rozpočet;Zobrazení\nČeská televize;01.02.2026;12500;Žena a život\n"
TURKISH = "Mecra;Başlangıç;Bitiş;Bütçe;Gösterim\nAçıkhava İstanbul Şişli;01.02.2026;28.02.2026;5;6\n"
RUSSIAN = "Площадка;Дата начала;Бюджет;Показы\nЯндекс Директ;01.02.2026;12500;3400\n"
GREEK = "Μέσο;Έναρξη;Κόστος;Εμφανίσεις\nΕφημερίδα Αθήνα;01/02/2026;12500;3400\n"
ARABIC = "الوسيلة;البداية;الميزانية;مرات الظهور\nصحيفة;01/02/2026;12500;3400\n"
HEBREW = "מדיה;התחלה;תקציב;חשיפות\nעיתון ישראל היום;01/02/2026;12500;3400\n"
JAPANESE = "媒体,開始日,予算,表示回数\nヤフージャパン,2026/02/01,12500,3400\nテレビ東京,,,\n"
CHINESE = "媒体,开始日期,预算,展示次数\n百度搜索,2026/02/01,12500,3400\n腾讯视频,,,\n"
TAIWANESE = "媒體,開始日期,預算,曝光次數\n臉書廣告,2026/02/01,12500,3400\n聯合報,,,\n"
KOREAN = "매체,시작일,예산,노출수\n네이버 검색광고,2026/02/01,12500,3400\n카카오톡,,,\n"
THAI = "สื่อ,วันเริ่มต้น,งบประมาณ\nเฟซบุ๊ก,2026/02/01,12500\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (SPANISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (CZECH, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (GREEK, "cp1253"),
        (ARABIC, "cp1256"),
        (HEBREW, "cp1255"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "cp949"),
        (THAI, "cp874"),
    ],
    ids=lambda value: value if len(value) < 12 else value.split()[0].split(";")[0].split(",")[0],
)
def test_a_table(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(likeliest(data)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Budget netto €;Kosten", "cp1252"),
        (CZECH.split("\n")[0], "cp1250"),
        ("“Spring” – 2026;Cost", "cp1252"),
    ],
)
def test_a_header_alone(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(likeliest(data)) == text


@pytest.mark.parametrize("data", [b"\x81\x8d\x8f\x90\x9d" * 9, bytes(range(0x80, 0x100))])
def test_what_is_no_text_has_an_encoding_all_the_same(data: bytes) -> None:
    assert data.decode(likeliest(data), "replace")
