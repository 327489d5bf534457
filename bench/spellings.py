"""Other spellings and near misses of remembered headers, in 24 languages: what memory finds again, and what it mistakes.

usage: python -m bench.spellings [--show KIND]

Each header is written in every way of `WAYS` and asked of a memory that knows all headers; then beside each word of
`QUALIFIERS`, and by every other header, of a memory that knows it alone. Seconds; nothing is stored.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable, Iterator

from bench.verdicts import table_of
from worker.memory.recall.column_numbers import names_without_numbers
from worker.memory.recall.spellings import Spellings
from worker.text import normalise

HEADERS = (
    *("Sales region", "Creative name", "Booked volume", "Publisher", "Working media", "Ad server ID", "Optimisation goal"),
    *("Sponsor", "Screen type", "Bonus spots", "Invoice number", "Targeting", "Viewers", "Campaign manager", "Rate card"),
    *("Werbeträger", "Schaltfrequenz", "Belegung", "Kundennummer", "Erscheinungsort", "Tarifgruppe", "Kampagnenziel"),
    *("Régie", "Emplacement publicitaire", "Ciblage", "Nombre d'insertions", "Numéro de bon"),
    *("Franja horaria", "Tarifa", "Medio contratado", "Número de orden", "Fascia oraria", "Concessionaria", "Numero uscite"),
    *("Veiculação", "Faixa horária", "Tabela", "Mediasoort", "Doelgroep", "Plaatsing", "Kanaltyp", "Målgrupp", "Kohde"),
    *("Grupa docelowa", "Pasmo", "Liczba emisji", "Cílová skupina", "Formát", "Célcsoport", "Hirdetés helye", "Perioadă"),
    *("Hedef kitle", "Yayın kuşağı", "Целевая группа", "Хронометраж", "Баинговый канал", "Цільова група", "Тривалість"),
    *("Ομάδα στόχος", "Διάρκεια", "Nhóm mục tiêu", "Penayangan", "媒体类型", "投放城市", "媒体名", "掲載面", "매체명", "광고상품"),
    *("القناة", "الجمهور المستهدف", "ערוץ", "קהל יעד"),
)  # fmt: skip
QUALIFIERS = (
    *("net", "gross", "planned", "actual", "total", "avg", "max", "min", "cumulative", "previous year", "YoY", "%", "per day"),
    *("per click", "share of", "left", "ID", "type", "cost", "rate", "date", "booked", "invoiced", "comment", "forecast", "delta"),
    *("index", "rank", "code", "group", "URL", "2nd", "count", "excl. VAT", "USD", "ES", "Q3", "old", "new", "if booked", "South"),
    *("netto", "brut", "план", "факт", "reel", "実績", "预估", "2. Rate", "Plan B", "30 sec"),
)  # fmt: skip
"""Words beside a header that make another of it."""
_VOWELS = "aeiouyаеиоуыэюя"


def _letters(header: str, change: Callable[[str, int], str], least: int) -> str:
    """A header whose longest word, of *least* letters or more, is changed in its middle."""
    longest = max(header.split(), key=len)
    if len(longest) < least or not longest.isalpha() or ord(longest[0]) >= 0x590:
        return header
    return header.replace(longest, change(longest, len(longest) // 2))


def _without_vowels(header: str) -> str:
    """'Pblshr': nothing where a word has fewer than four letters left."""
    short = [word[0] + "".join(c for c in word[1:] if c.casefold() not in _VOWELS) for word in header.split()]
    return " ".join(short) if all(len(word) > 3 for word in short) else header


def _without_accents(header: str) -> str:
    """'Regie' of 'Régie', in Latin letters."""
    plain = "".join(c for c in unicodedata.normalize("NFD", header) if not unicodedata.combining(c))
    return plain if all(ord(c) < 0x250 for c in header) else header


def _in_one(header: str) -> str:
    """'SalesRegion', where the words have capitals."""
    return header.title().replace(" ", "") if header.isascii() else header


WAYS: dict[str, Callable[[str], str]] = {
    "capitals and a colon": lambda header: f"{header.upper()}:",
    "spaces": lambda header: " " + header.replace(" ", "\u00a0 ") + " ",
    "quotes": lambda header: f"„{header}“",
    "star": lambda header: f"{header} *",
    "footnote": lambda header: f"{header}¹",
    "year": lambda header: f"{header} 2027",
    "year before": lambda header: f"2026 {header}",
    "year in brackets": lambda header: f"{header} (2028)",
    "short year": lambda header: f"{header} '26",
    "two years": lambda header: f"{header} 2026/27",
    "required": lambda header: f"{header} (required)",
    "optional": lambda header: f"{header} [optional]",
    "in German": lambda header: f"{header} (Pflichtfeld)",
    "if needed": lambda header: f"{header} (if needed)",
    "example": lambda header: f"{header} (e.g. Alpha, Beta)",
    "beispiel": lambda header: f"{header} (z.B. Alpha)",
    "por ejemplo": lambda header: f"{header} (por ejemplo Alpha)",
    "please": lambda header: f"{header} (please choose)",
    "free text": lambda header: f"{header} (free text)",
    "list": lambda header: f"{header} (drop-down)",
    "length": lambda header: f"{header} (max. 40 characters)",
    "number of the column": lambda header: f"7. {header}",
    "number in brackets": lambda header: f"(7) {header}",
    "hash": lambda header: f"# {header}",
    "article": lambda header: f"The {header}" if header.isascii() else header,
    "plural": lambda header: f"{header}s" if header.isascii() and header[-1] not in "s" else header,
    "snake": lambda header: header.lower().replace(" ", "_"),
    "hyphen": lambda header: header.replace(" ", "-"),
    "line": lambda header: header.replace(" ", "\n"),
    "dots": lambda header: header.replace(" ", ". "),
    "in one": _in_one,
    "no vowels": _without_vowels,
    "no accents": _without_accents,
    "swapped": lambda header: _letters(header, lambda w, at: w[: at - 1] + w[at] + w[at - 1] + w[at + 1 :], 6),
    "doubled": lambda header: _letters(header, lambda w, at: w[:at] + w[at] + w[at:], 6),
    "dropped": lambda header: _letters(header, lambda w, at: w[:at] + w[at + 1 :], 8),
}  # fmt: skip
"""Kind -> another spelling; the header itself where the kind does not apply."""
BESIDE = ("1. Alpha", "2. Beta", "3. Gamma", "(1) Alpha", "(2) Beta", "(3) Gamma")
"""Other columns of the table, which are numbered."""


def spelling_verdict(spellings: Spellings, header: str, spelling: str) -> str:
    """Right, wrong or open: what a memory of many headers takes *spelling*, another of *header*, for."""
    names = names_without_numbers((*BESIDE, spelling))
    key = normalise(header)
    others = spellings.of(spelling, names.get(spelling))
    if others:
        return "right" if set(others) == {key} else "wrong"
    return "right" if normalise(spelling) == key else "open"


def spelling_results() -> Iterator[tuple[str, str, str]]:
    """Kind, spelling and verdict."""
    spellings = Spellings({normalise(header): None for header in HEADERS})
    for kind, way in WAYS.items():
        for header in HEADERS:
            if (spelling := way(header)) != header:
                yield kind, spelling, spelling_verdict(spellings, header, spelling)


def near_misses() -> Iterator[tuple[str, str, str]]:
    """Kind, a header that is none of a memory's only one, and verdict: wrong where it is taken for that one."""
    for header in HEADERS:
        alone = Spellings([normalise(header)])
        for word in QUALIFIERS:
            for spelling in (f"{header} {word}", f"{word} {header}", f"{header} ({word})"):
                yield "near: qualifier", f"{header} <- {spelling}", "wrong" if alone.of(spelling) else "right"
        for other in HEADERS:
            if other != header:
                yield "near: header", f"{header} <- {other}", "wrong" if alone.of(other) else "right"


def main(arguments: list[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", metavar="KIND", help="print what is not right of a kind; 'all' of all")
    options = parser.parse_args(arguments)
    walked: list[tuple[tuple[str, str], str]] = []
    for rows, total in ((spelling_results(), "all spellings"), (near_misses(), "all near misses")):
        for kind, spelling, verdict in rows:
            walked.append(((kind, total), verdict))
            if verdict != "right" and options.show in (kind, "all"):
                print(f"{verdict:6}{kind:22}{spelling!r}")
    print(table_of(walked, ("right", "open", "wrong")))


if __name__ == "__main__":
    main()
