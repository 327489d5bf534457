"""Text tables: encodings, separators and quotes as exports really come; cells stay as written."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import FileProblem
from worker.plans.files.delimited import delimiter_of, read_text
from worker.plans.files.encodings import decode
from worker.settings import Settings

SETTINGS = Settings(memory_dir=Path())


def read(data, name="plan.csv", **options):
    return read_text(
        data if isinstance(data, bytes) else data.encode(), Path(name), settings=SETTINGS, **options
    )


def cells(data, name="plan.csv"):
    return read(data, name).sheets[0].cells


# ---------------------------------------------------------------- cells stay as written


def test_values_are_not_converted():
    row = ["007", "1.234,50", "3/4/2026", "TRUE", " x ", "=1+1", "1e5", "NaN", "-"]
    assert cells(";".join(row)) == [row]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a,b,c\n1\n1,2,3\n", [["a", "b", "c"], ["1", None, None], ["1", "2", "3"]]),
        ("a,b\n1,2,3\n", [["a", "b", None], ["1", "2", "3"]]),
        ('a,b\n"1\n2",3\n', [["a", "b"], ["1\n2", "3"]]),
        ('a,b\n"say ""hi""",3\n', [["a", "b"], ['say "hi"', "3"]]),
        ('a,b\n5" disc,3\n', [["a", "b"], ['5" disc', "3"]]),
        ('a,b\n"Big" plan,3\n', [["a", "b"], ["Big plan", "3"]]),
        ("Report\nJan 1 - Jan 31\n\na,b,c\n1,2,3\n4,5,6\n", [
            ["Report", None, None], ["Jan 1 - Jan 31", None, None], [None] * 3,
            ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"],
        ]),
        ("a,b,,\n1,2,,\n,,,\n\n", [["a", "b"], ["1", "2"]]),
        ("only\none\ncolumn", [["only"], ["one"], ["column"]]),
        ("sep=;\na;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("sep=\t\r\na\tb,c\r\n", [["a", "b,c"]]),
        ("a,b\n1,2\n\x1a", [["a", "b"], ["1", "2"]]),
    ],
)  # fmt: skip
def test_rows(text, rows):
    assert cells(text) == rows


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,cost\nA,1\n", ","),
        ("name;cost\nA;1,5\nB;2,5\nC;3,5\n", ";"),
        ("a;b;c\nx, y;1.000,00;2\nx, y;1.000,00;2\n", ";"),
        ("a\tb\nx, y; z\t1\nx, y; z\t1\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("Campaign report\nAll time; all accounts\nday,cost\n1,2\n2,3\n", ","),
        ('a,b\n"x;y;z;w",1\n"x;y;z;w",2\n', ","),
        ("words without any sign\nanother, with one\nand more\nand more\nand more\nand more", ","),
    ],
)
def test_delimiter(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_the_name_settles_a_draw():
    assert delimiter_of("a,b\tc\n1,2\t3\n", expected="\t") == "\t"
    assert read("a,b\tc\n1,2\t3\n", "plan.tsv").delimiter == "\t"


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest():
    book = read('name,cost\n"Spring,1\nSummer,2\nAutumn,3\n')
    assert [row[1] for row in book.sheets[0].cells] == ["cost", "1", "2", "3"]
    assert [finding.code for finding in book.findings] == ["quote-not-closed"]


def test_named_after_the_file():
    assert read("a,b", "Google Ads.csv").sheets[0].sheet == "Google Ads"
    assert read("a,b", "Ads.csv", sheets=["ads"]).sheets[0].sheet == "Ads"
    with pytest.raises(FileProblem, match="There is no sheet 'Plan'"):
        read("a,b", "Ads.csv", sheets=["Plan"])


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n,,", "\ufeff", " \n \n"])
def test_no_values(text):
    with pytest.raises(FileProblem) as caught:
        read(text)
    assert caught.value.code == "no-values"


def test_too_many_cells():
    with pytest.raises(FileProblem, match="more than 10 cells"):
        read_text(b"1,2,3\n" * 4, Path("a.csv"), settings=Settings(memory_dir=Path(), max_cells=10))


def test_a_line_that_is_no_row():
    with pytest.raises(FileProblem) as caught:
        read("x" * 200_000)
    assert caught.value.code == "not-a-table"


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufeff\x1a\ufffd", exclude_categories=["Cc", "Cs"]),
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_csv_writes_is_read_back(rows, delimiter):
    header = ["Alpha", "Beta", "Gamma"]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows, header])
    found = cells(f"sep={delimiter}\n" + stream.getvalue())
    assert found == [[cell or None for cell in row] for row in (header, *rows, header)]


# ---------------------------------------------------------------- encodings


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
        *(
            (GERMAN, encoding)
            for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
        ),
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
def test_encodings(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Budget netto €;Kosten", "cp1252"),
        (CZECH.split("\n")[0], "cp1250"),
        ("“Spring” – 2026;Cost", "cp1252"),
    ],
)
def test_a_header_alone(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_fifty_marks(encoding):
    assert cells(("\ufeff" * 50 + "Größe,b\n1,2").encode(encoding)) == [["Größe", "b"], ["1", "2"]]


def test_a_guess_is_said():
    (note,) = decode(RUSSIAN.encode("cp1251")).findings
    assert (note.code, note.severity) == ("encoding-guessed", "note")
    assert decode(RUSSIAN.encode()).findings == ()


def test_a_few_broken_letters_in_utf8():
    data = (RUSSIAN * 3).encode()[:-1] + b"\xff\n"
    found = decode(data)
    assert found.encoding == "utf-8"
    assert [finding.code for finding in found.findings] == ["letters-lost"]


def test_nuls_are_taken_out_and_said():
    book = read(b"na\0me,cost\nA,1\n")
    assert book.sheets[0].cells == [["name", "cost"], ["A", "1"]]
    assert [finding.code for finding in book.findings] == ["nul-removed"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_problem(data):
    try:
        book = read(data)
    except FileProblem as problem:
        assert problem.next_step
    else:
        assert len({len(row) for row in book.sheets[0].cells}) == 1
