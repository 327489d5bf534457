"""Is a total taken for a line? The words of every language for a sum, in every place where a plan writes one.

usage: python -m bench.total_walk [--languages de,fr] [--show]

A label is a word for a sum, alone or with what is summed; a door is where it stands and what the plan adds up (`DOORS`, `POST_DOORS`).
A table door follows: right / said / silent, where *silent* has a total among its lines and no word on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench.verdicts import walk_languages
from worker.service import MediaMapper
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import EVERYONE

LABELS = {
    "ar": "المجموع|الإجمالي|إجمالي التلفزيون|المجموع الكلي|إجمالي الشهر|مجموع|الاجمالى|الإجمالي العام|إجمالي الحملة|المجموع الفرعي",
    "bg": "Общо|Всичко|Сума|Междинна сума|Общо ТВ|Общо за месеца|Крайна сума|Обща сума|Сбор|ОБЩО МЕДИЯ",
    "ca": "Total|Suma|Total mes|Total TV|Subtotal|Total campanya|Total general|Import total",
    "cs": "Celkem|Součet|Mezisoučet|Celkem TV|TV celkem|Celkem za měsíc|Suma|Celková cena|CELKEM KAMPAŇ|Úhrnem",
    "da": "I alt|Total|Ialt|Samlet|Sum|Subtotal|Uge i alt|TV i alt|Delsum|I alt ekskl. moms|Totalt|Samlet sum",
    "de": "Summe|Gesamt|Zwischensumme|Summe TV|TV gesamt|Gesamtsumme|Total|Monatssumme|Summe Oktober|Summe netto|Wochensumme|Gesamtkosten|Insgesamt|Übertrag|Zw.-Summe|Ges.",
    "el": "Σύνολο|Γενικό σύνολο|Μερικό σύνολο|Σύνολο TV|Σύνολα|Υποσύνολο|Σύνολο μήνα|Άθροισμα|ΣΥΝΟΛΟ ΚΑΜΠΑΝΙΑΣ",
    "en": "Total|Subtotal|Sub-total|Grand Total|Month total|Week total|Total TV|TV Total|Total October|Sum|Totals|Overall|TOTAL CAMPAIGN|Total net|Net total|Total spend|Campaign total|Running total|Total media",
    "es": "Total|Subtotal|Suma|Total mes|Total TV|Total general|Gran total|Totales|TOTAL CAMPAÑA|Importe total|Total inversión|Total neto|Suma total|Total semana|Sub total",
    "et": "Kokku|Vahesumma|Summa|TV kokku|Kokku TV|Kuu kokku|Üldkokkuvõte|Kõik kokku",
    "fa": "جمع|جمع کل|مجموع|جمع ماه|جمع تلویزیون|جمع جزء|مجموع کل|جمع هفته",
    "fi": "Yhteensä|Välisumma|Summa|TV yhteensä|Yhteensä TV|Kokonaissumma|Yht.|Viikko yhteensä|Kaikki yhteensä|Loppusumma|Kampanja yhteensä",
    "fr": "Total|Sous-total|Total général|Total TV|Total mois|Total octobre|Totaux|Somme|TOTAL CAMPAGNE|Montant total|S/Total|Total HT|Cumul|Ss-total|Total net HT",
    "he": "סה\"כ|סך הכל|סה״כ|סך הכול|סה\"כ טלוויזיה|סכום ביניים|סה\"כ חודש|סיכום|סה\"כ כללי|סה''כ",
    "hi": "कुल|योग|कुल योग|उप-योग|महायोग|कुल टीवी|कुल राशि|माह का योग",
    "hr": "Ukupno|Suma|Sveukupno|Međuzbroj|Ukupno TV|TV ukupno|Zbroj|Ukupno mjesec|UKUPNO KAMPANJA",
    "hu": "Összesen|Mindösszesen|Részösszeg|Összesen TV|TV összesen|Végösszeg|Összeg|Havi összesen|Összesen:|Össz.|Kampány összesen|Total",
    "id": "Total|Jumlah|Subtotal|Sub Total|Total TV|Jumlah Total|Grand Total|Total bulan|Total keseluruhan|Jumlah bulan ini",
    "it": "Totale|Subtotale|Totale TV|Totale mese|Totale generale|Totali|TOTALE CAMPAGNA|Somma|Tot.|Totale netto|Importo totale|Totale ottobre|Totale complessivo|Sub-totale",
    "ja": "合計|小計|総計|計|月計|テレビ計|テレビ合計|10月計|総合計|累計|週計|媒体計|合計(税別)|キャンペーン合計|総額",
    "ko": "합계|소계|총계|계|TV 합계|TV 소계|월 합계|10월 합계|총합계|누계|합 계|전체|총액|캠페인 합계",
    "lt": "Iš viso|Viso|Suma|Tarpinė suma|Iš viso TV|TV iš viso|Bendra suma|Viso už mėnesį|Bendrai",
    "lv": "Kopā|Summa|Starpsumma|Kopā TV|TV kopā|Pavisam|Kopsumma|Kopā mēnesī|Pavisam kopā",
    "nl": "Totaal|Subtotaal|Totaal TV|TV totaal|Som|Eindtotaal|Totaal maand|Totaal oktober|TOTAAL CAMPAGNE|Totaal netto|Sub-totaal|Weektotaal|Maandtotaal|Totalen",
    "no": "Sum|Totalt|Total|Delsum|Sum TV|TV totalt|I alt|Totalsum|Sum måned|SUM KAMPANJE|Til sammen|Sum uke",
    "pl": "Razem|Suma|Łącznie|Suma częściowa|Razem TV|TV razem|Ogółem|Podsumowanie|Razem miesiąc|Suma końcowa|RAZEM KAMPANIA|Wartość łączna|Suma netto|Total|Sumarycznie",
    "pt": "Total|Subtotal|Soma|Total TV|Total mês|Total geral|TOTAL CAMPANHA|Valor total|Totais|Total líquido|Sub-total|Total do mês|Somatório|Total outubro",
    "ro": "Total|Subtotal|Total general|Total TV|Suma|Total lună|TOTAL CAMPANIE|Total net|Sumă totală|Totaluri",
    "ru": "Итого|Всего|Итого ТВ|Сумма|Итого за месяц|ИТОГО:|Общий итог|Подытог|Итог|Всего по кампании|Итого октябрь|Общая сумма|Итого без НДС|ТВ итого|Промежуточный итог|Всего к оплате",
    "sk": "Spolu|Celkom|Súčet|Medzisúčet|Spolu TV|TV spolu|Celkom za mesiac|SPOLU KAMPAŇ|Celkem|Suma",
    "sl": "Skupaj|Vsota|Vmesna vsota|Skupaj TV|TV skupaj|SKUPAJ KAMPANJA|Seštevek|Skupni znesek",
    "sr": "Ukupno|Zbir|Ukupno TV|Svega|Međuzbir|Укупно|Збир|Укупно ТВ|Свега|UKUPNO KAMPANJA",
    "sv": "Summa|Totalt|Total|Delsumma|Summa TV|TV totalt|Summa månad|Totalsumma|SUMMA KAMPANJ|Tot.|Summa vecka|Sammanlagt|Summa netto",
    "th": "รวม|รวมทั้งหมด|ยอดรวม|รวมทั้งสิ้น|รวมโทรทัศน์|รวมเดือน|ผลรวม|รวมเป็นเงิน|ยอดรวมย่อย|รวมสุทธิ|รวมเงิน",
    "tr": "Toplam|Genel Toplam|Ara Toplam|TV Toplam|Toplam TV|Ay Toplamı|Yekun|Toplam Bütçe|KAMPANYA TOPLAMI|Toplamlar|Ekim Toplamı|Hafta Toplamı",
    "uk": "Разом|Усього|Всього|Підсумок|Разом ТВ|Сума|Всього за місяць|Загалом|Загальна сума|Проміжний підсумок|Разом без ПДВ|ТВ разом|РАЗОМ:",
    "vi": "Tổng|Tổng cộng|Cộng|Cộng tháng|Tổng tháng|Tạm tính|Tổng TV|Cộng TV|Tổng chi phí|Tổng số|Tổng kết|Tổng ngân sách|CỘNG",
    "zh": "合计|总计|小计|共计|电视合计|电视小计|月合计|10月合计|总和|汇总|合计(不含税)|总额|累计|本月合计|总合计",
    "zh_Hant": "合計|總計|小計|共計|電視合計|電視小計|月合計|10月合計|總和|加總|合計(未稅)|總額|總金額|累計",
}  # fmt: skip
"""How planners write that a row is a sum; 'TV' stands for what is summed."""
POSTS = {
    "ar": "خصم 10%|عمولة الوكالة 15%|ضريبة القيمة المضافة 14%|الإجمالي شامل الضريبة",
    "bg": "Отстъпка 10%|Агенционна комисионна 15%|ДДС 20%|Общо с ДДС",
    "ca": "Descompte 10%|Honoraris d'agència 15%|IVA 21%|Total amb IVA",
    "cs": "Sleva 10 %|Agenturní provize 15 %|DPH 21 %|Celkem vč. DPH",
    "da": "Rabat 10%|Bureauhonorar 15%|Moms 25%|I alt inkl. moms",
    "de": "Rabatt 10 %|Agenturprovision 15 %|MwSt. 19 %|Gesamt brutto",
    "el": "Έκπτωση 10%|Αμοιβή εταιρείας 15%|ΦΠΑ 24%|Τελικό σύνολο",
    "en": "Discount 10%|Agency commission 15%|VAT 20%|Grand total incl. VAT",
    "es": "Descuento 10%|Honorarios de agencia 15%|IVA 21%|Total con IVA",
    "et": "Allahindlus 10%|Agentuuritasu 15%|Käibemaks 22%|Kokku km-ga",
    "fa": "تخفیف ۱۰٪|کارمزد آژانس ۱۵٪|مالیات بر ارزش افزوده ۱۰٪|قابل پرداخت",
    "fi": "Alennus 10 %|Toimistopalkkio 15 %|ALV 25,5 %|Yhteensä sis. alv",
    "fr": "Remise 10 %|Honoraires d'agence 15 %|TVA 20 %|Total TTC",
    "he": "הנחה 10%|עמלת סוכנות 15%|מע״מ 18%|סה״כ כולל מע״מ",
    "hi": "छूट 10%|एजेंसी कमीशन 15%|जीएसटी 18%|कुल देय राशि",
    "hr": "Popust 10%|Agencijska provizija 15%|PDV 25%|Ukupno s PDV-om",
    "hu": "Kedvezmény 10%|Ügynökségi jutalék 15%|ÁFA 27%|Bruttó végösszeg",
    "id": "Diskon 10%|Fee agensi 15%|PPN 11%|Total termasuk PPN",
    "it": "Sconto 10%|Diritti di agenzia 15%|IVA 22%|Totale IVA inclusa",
    "ja": "値引き|代理店手数料 15%|消費税 10%|税込合計",
    "ko": "할인 10%|대행수수료 15%|부가세 10%|총합계(VAT 포함)",
    "lt": "Nuolaida 10%|Agentūros mokestis 15%|PVM 21%|Iš viso su PVM",
    "lv": "Atlaide 10%|Aģentūras komisija 15%|PVN 21%|Kopā ar PVN",
    "nl": "Korting 10%|Bureauprovisie 15%|BTW 21%|Totaal incl. btw",
    "no": "Rabatt 10 %|Byråhonorar 15 %|MVA 25 %|Sum inkl. mva",
    "pl": "Rabat 10%|Prowizja agencyjna 15%|VAT 23%|Razem brutto",
    "pt": "Desconto 10%|Honorários da agência 15%|IVA 23%|Total com IVA",
    "ro": "Discount 10%|Comision agenție 15%|TVA 21%|Total cu TVA",
    "ru": "Скидка 10%|Агентское вознаграждение 15%|НДС 20%|Итого с НДС",
    "sk": "Zľava 10 %|Agentúrna provízia 15 %|DPH 23 %|Spolu s DPH",
    "sl": "Popust 10 %|Agencijska provizija 15 %|DDV 22 %|Skupaj z DDV",
    "sr": "Popust 10%|Agencijska provizija 15%|PDV 20%|Ukupno sa PDV-om",
    "sv": "Rabatt 10 %|Byråarvode 15 %|Moms 25 %|Totalt inkl. moms",
    "th": "ส่วนลด 10%|ค่าบริการเอเจนซี่ 15%|ภาษีมูลค่าเพิ่ม 7%|รวมทั้งสิ้นรวม VAT",
    "tr": "İskonto %10|Ajans komisyonu %15|KDV %20|KDV dahil toplam",
    "uk": "Знижка 10%|Агентська комісія 15%|ПДВ 20%|Разом з ПДВ",
    "vi": "Chiết khấu 10%|Phí dịch vụ 15%|Thuế VAT 8%|Tổng cộng gồm VAT",
    "zh": "折扣|代理服务费 15%|增值税 6%|含税总价",
    "zh_Hant": "折扣|代理服務費 15%|營業稅 5%|含稅總計",
}  # fmt: skip
"""What stands below the sum of media: discount, fee, tax, and what is to be paid."""
LINES = (
    ("TV", "Alpha One", 120.0),
    ("TV", "Beta Two", 85.0),
    ("Radio", "Gamma", 60.0),
    ("Print", "Delta", 47.0),
)
Line = list[Cell]
Plan = list[Line]


def _lines(lines: Sequence[tuple[str, str, float]]) -> Plan:
    return [[*line] for line in lines]


def _post_rows(
    posts: Sequence[str], costs: Sequence[float], before: Sequence[Cell], after: Sequence[Cell]
) -> Plan:
    return [[*before, post, *after, cost] for post, cost in zip(posts, costs, strict=True)]


def _head(*more: str) -> list[Cell]:
    return ["Channel", "Publisher", *more, "Net cost"]


def at_the_end(label: str) -> Plan:
    """One sum below all lines, in the first column."""
    return [_head(), *_lines(LINES), [label, None, sum(line[2] for line in LINES)]]


def in_second_column(label: str) -> Plan:
    """One sum below all lines, behind an empty first cell."""
    return [_head(), *_lines(LINES), [None, label, sum(line[2] for line in LINES)]]


def under_groups(label: str) -> Plan:
    """A sum below each of two groups, and none of all."""
    rows: Plan = [_head()]
    for group in (LINES[:2], LINES[2:]):
        rows += [*_lines(group), [label, None, sum(line[2] for line in group)]]
    return rows


def of_merged_groups(label: str) -> Plan:
    """A sum below each group, in the second column, where the first names the group once."""
    rows: Plan = [_head()]
    for group in (LINES[:2], LINES[2:]):
        rows += [[group[0][0], group[0][1], group[0][2]], [None, group[1][1], group[1][2]]]
        rows += [[None, label, sum(line[2] for line in group)]]
    return rows


def beside_counts(label: str) -> Plan:
    """A sum below, of two columns, left of them by a column."""
    lines: Plan = [
        [channel, publisher, 100.0 * at, cost] for at, (channel, publisher, cost) in enumerate(LINES, 3)
    ]
    return [_head("Impressions"), *lines, [None, label, 1800.0, 312.0]]


_SUM = sum(line[2] for line in LINES)
_COSTS = (-31.2, 42.12, 64.58, 387.5)
"""Discount, fee, tax and the whole, to the cent."""


def cost_block(posts: str) -> Plan:
    """The posts right below the lines' total."""
    rows: Plan = [_head(), *_lines(LINES), ["Total", None, _SUM]]
    return [*rows, *_post_rows(posts.split("|"), _COSTS, [], [None])]


def cost_block_apart(posts: str) -> Plan:
    """The posts below an empty row, behind an empty cell."""
    rows: Plan = [_head(), *_lines(LINES), ["Total", None, _SUM], []]
    return [*rows, *_post_rows(posts.split("|"), _COSTS, [None], [])]


def cost_block_without_sum(posts: str) -> Plan:
    """Fee, tax and the whole right below the lines."""
    costs = (46.8, 71.76, 430.56)
    return [_head(), *_lines(LINES), *_post_rows(posts.split("|")[1:], costs, [None], [])]


def one_post(posts: str) -> Iterator[Plan]:
    """One post alone right below the lines."""
    for post, cost in zip(posts.split("|"), _COSTS, strict=True):
        yield [_head(), *_lines(LINES), [post, None, cost]]


POST_DOORS: dict[str, Callable[[str], Plan]] = {
    "posts": cost_block,
    "posts apart": cost_block_apart,
    "no sum": cost_block_without_sum,
}
DOORS: dict[str, Callable[[str], Plan]] = {
    "end": at_the_end,
    "second column": in_second_column,
    "groups": under_groups,
    "merged groups": of_merged_groups,
    "two columns": beside_counts,
}


def verdict(service: MediaMapper, rows: Plan) -> str:
    """Right, said or silent: four lines are right."""
    cells: Plan = [["Media plan Acme 2026, flight 1-28 June 2026, EUR"], [], *rows]
    width = max(map(len, cells))
    book = Book("plan.xlsx", (Grid("Plan", [[*row, *[None] * (width - len(row))] for row in cells]),))
    export = service.export(book, service.map(book, EVERYONE), learn=False)
    costs = [row.get("net_cost") for row in export.raw.table.to_pylist()]
    if sorted(filter(None, costs)) == sorted(line[2] for line in LINES):
        return "right"
    return "said" if any(f.severity != "note" for f in export.raw.findings) or export.questions else "silent"


def results(languages: Sequence[str], service: MediaMapper) -> Iterator[tuple[str, str, str, str]]:
    """Language, door, label and verdict."""
    for language in languages:
        for label in LABELS[language].split("|"):
            for door, make in DOORS.items():
                yield language, door, label, verdict(service, make(label))
        for door, make in POST_DOORS.items():
            yield language, door, POSTS[language], verdict(service, make(POSTS[language]))
        for post, plan in zip(POSTS[language].split("|"), one_post(POSTS[language]), strict=True):
            yield language, "one post", post, verdict(service, plan)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    walk_languages(__doc__, LABELS, results, ("right", "said", "silent"), arguments)


if __name__ == "__main__":
    main()
