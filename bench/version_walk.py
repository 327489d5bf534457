"""Is an old version of a plan added to the new one? The words of every language for it, in sheets' names and titles.

usage: python -m bench.version_walk [--languages de,fr] [--show]

Two sheets have the same header, lines in common and other amounts. A table door follows: right (the version that counts
alone) / said / silent, where *silent* has lines of both and no word on it; *other* took the wrong one without asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench.verdicts import walk_languages
from worker.service import MediaMapper
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import EVERYONE

PAIRS = {
    "ar": "مسودة/نهائي|النسخة 1/النسخة 2|قديم/جديد|الإصدار الأول/الإصدار الثاني|ملغي/معتمد",
    "bg": "стар/нов|версия 1/версия 2|чернова/финал|невалиден/одобрен",
    "cs": "starý/nový|verze 1/verze 2|návrh/finální|neplatné/platné|stará verze/aktuální verze|koncept/schváleno|v1/v2 final",
    "da": "gammel/ny|version 1/version 2|udkast/endelig|udgået/godkendt|v1/v2 endelig",
    "de": "alt/neu|Version 1/Version 2|Entwurf/final|ungültig/gültig|alte Version/aktuelle Version|Stand 1.3./Stand 15.3.|V1/V2 final|veraltet/aktuell|Erstfassung/freigegeben|1. Fassung/2. Fassung",
    "el": "παλιό/νέο|έκδοση 1/έκδοση 2|προσχέδιο/τελικό|άκυρο/εγκεκριμένο",
    "en": "old/new|v1/v2|draft/final|superseded/approved|Rev 1/Rev 2|previous/current|Version A/Version B|v1 draft/v2 FINAL|original/revised|not used/live|round 1/round 2|OLD DO NOT USE/CURRENT|initial/signed off|first draft/client approved",
    "es": "viejo/nuevo|versión 1/versión 2|borrador/final|anulado/aprobado|antiguo/vigente|propuesta/definitivo|obsoleto/actual|anterior/vigente|v1/v2 def",
    "et": "vana/uus|versioon 1/versioon 2|mustand/lõplik|kehtetu/kinnitatud",
    "fa": "قدیمی/جدید|نسخه ۱/نسخه ۲|پیش‌نویس/نهایی|باطل/تایید شده",
    "fi": "vanha/uusi|versio 1/versio 2|luonnos/lopullinen|vanhentunut/hyväksytty|ehdotus/vahvistettu",
    "fr": "ancien/nouveau|version 1/version 2|brouillon/final|annulé/validé|caduc/en cours|proposition/définitif|obsolète/à jour|V1/V2 def|ancienne version/version validée|projet/définitive",
    "he": "ישן/חדש|גרסה 1/גרסה 2|טיוטה/סופי|מבוטל/מאושר",
    "hi": "पुराना/नया|संस्करण 1/संस्करण 2|मसौदा/अंतिम|रद्द/स्वीकृत",
    "hr": "stari/novi|verzija 1/verzija 2|nacrt/konačno|nevažeće/odobreno",
    "hu": "régi/új|1. verzió/2. verzió|tervezet/végleges|érvénytelen/elfogadott|elavult/aktuális",
    "id": "lama/baru|versi 1/versi 2|draf/final|batal/disetujui|revisi 1/revisi 2",
    "it": "vecchio/nuovo|versione 1/versione 2|bozza/definitivo|annullato/approvato|superato/attuale|proposta/confermato|v1/v2 def|obsoleto/in corso",
    "ja": "旧/新|旧案/新案|初稿/最終|修正前/修正後|第1稿/第2稿|ボツ/決定|破棄/確定版|初版/改訂版|たたき台/FIX|v1/v2確定",
    "ko": "구버전/신버전|1안/2안|초안/최종|수정전/수정후|변경 전/변경 후|폐기/확정|기존/변경|1차/2차|v1/v2 최종",
    "lt": "senas/naujas|versija 1/versija 2|juodraštis/galutinis|negaliojantis/patvirtintas",
    "lv": "vecais/jaunais|versija 1/versija 2|melnraksts/gala|nederīgs/apstiprināts",
    "nl": "oud/nieuw|versie 1/versie 2|concept/definitief|vervallen/akkoord|v1 concept/v2 DEF|vorige/huidige|voorstel/goedgekeurd",
    "no": "gammel/ny|versjon 1/versjon 2|utkast/endelig|utgått/godkjent",
    "pl": "stary/nowy|wersja 1/wersja 2|szkic/finalny|nieaktualne/aktualne|anulowany/zatwierdzony|robocza/ostateczna|v1/v2 final|stara wersja/po zmianach",
    "pt": "antigo/novo|versão 1/versão 2|rascunho/final|cancelado/aprovado|anterior/atual|proposta/definitivo|obsoleto/vigente",
    "ro": "vechi/nou|versiunea 1/versiunea 2|ciornă/final|anulat/aprobat|propunere/definitiv",
    "ru": "старый/новый|версия 1/версия 2|черновик/финал|неактуальный/актуальный|отменён/согласован|старая версия/утверждённый|вер. 1/вер. 2|первая версия/правки|до правок/после правок|не использовать/действующий",
    "sk": "starý/nový|verzia 1/verzia 2|návrh/finálny|neplatné/schválené",
    "sl": "stari/novi|različica 1/različica 2|osnutek/končno|neveljavno/potrjeno",
    "sr": "stari/novi|verzija 1/verzija 2|nacrt/konačno|стари/нови|верзија 1/верзија 2|нацрт/коначно",
    "sv": "gammal/ny|version 1/version 2|utkast/slutlig|utgått/godkänd|förslag/slutgiltig|inaktuell/aktuell",
    "th": "เก่า/ใหม่|เวอร์ชัน 1/เวอร์ชัน 2|ร่าง/ฉบับจริง|ยกเลิก/อนุมัติ",
    "tr": "eski/yeni|versiyon 1/versiyon 2|taslak/final|iptal/onaylı|eski versiyon/güncel|v1/v2 son|geçersiz/geçerli",
    "uk": "старий/новий|версія 1/версія 2|чернетка/фінал|неактуальний/актуальний|скасовано/затверджено",
    "vi": "cũ/mới|phiên bản 1/phiên bản 2|nháp/chính thức|hủy/duyệt|bản cũ/bản chốt",
    "zh": "旧/新|旧版/新版|初稿/终稿|草稿/定稿|第一版/第二版|作废/确认|V1/V2终版|修改前/修改后|老版/最新版|废弃/最终版",
    "zh_Hant": "舊/新|舊版/新版|初稿/定稿|草稿/確定版|第一版/第二版|作廢/確認|修改前/修改後|V1/V2最終",
}  # fmt: skip
"""What an old version and the one that counts are called."""
OLD = (("Meta", "Feed", 12_000.0), ("YouTube", "Bumper", 15_600.0), ("Spiegel", "Billboard", 9_900.0))
NEW = (("Meta", "Feed", 14_000.0), ("YouTube", "Bumper", 13_000.0), ("Zeit", "Interscroller", 8_400.0), ("Spotify", "Audio", 9_600.0))  # fmt: skip


def _sheet(name: str, title: str, lines: Sequence[tuple[str, str, float]]) -> Grid:
    body: list[list[Cell]] = [[*line] for line in lines]
    rows: list[list[Cell]] = [[title, None, None], [], ["Publisher", "Format", "Net cost EUR"], *body]
    return Grid(name, [[*row, *[None] * (3 - len(row))] for row in rows])


TITLE = "Media plan Acme, 1-28 June 2026"


def in_sheet_names(old: str, new: str) -> Book:
    """The words alone are the sheets' names."""
    return Book("plan.xlsx", (_sheet(old, TITLE, OLD), _sheet(new, TITLE, NEW)))


def behind_a_name(old: str, new: str) -> Book:
    """They stand behind the name that both sheets have."""
    return Book("plan.xlsx", (_sheet(f"Plan {old}", TITLE, OLD), _sheet(f"Plan {new}", TITLE, NEW)))


def in_titles(old: str, new: str) -> Book:
    """The sheets are only numbered; the titles say it."""
    return Book("plan.xlsx", (_sheet("A1", f"{TITLE} - {old}", OLD), _sheet("A2", f"{TITLE} - {new}", NEW)))


DOORS: dict[str, Callable[[str, str], Book]] = {
    "names": in_sheet_names,
    "behind": behind_a_name,
    "titles": in_titles,
}


def verdict(service: MediaMapper, book: Book) -> str:
    """Right, said, silent or other: the new version's amounts are right."""
    export = service.export(book, service.map(book, EVERYONE), learn=False)
    costs = sorted(row["net_cost"] for row in export.raw.table.to_pylist() if row.get("net_cost"))
    if costs == sorted(line[2] for line in NEW):
        return "right"
    if export.questions or any(f.severity != "note" for f in export.raw.findings):
        return "said"
    return "silent" if len(costs) > len(NEW) else "other"


def results(languages: Sequence[str], service: MediaMapper) -> Iterator[tuple[str, str, str, str]]:
    """Language, door, pair and verdict."""
    for language in languages:
        for pair in PAIRS[language].split("|"):
            old, new = pair.split("/")
            for door, make in DOORS.items():
                yield language, door, pair, verdict(service, make(old, new))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    walk_languages(__doc__, PAIRS, results, ("right", "said", "silent", "other"), arguments)


if __name__ == "__main__":
    main()
