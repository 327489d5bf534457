"""Is a time read wherever a plan may say it? Every form of every language of CLDR through every door of a plan.

usage: python -m bench.date_walk [--languages de,fr] [--doors start,header] [--show] [--forms]

A form is how a calendar writes a day, a month, a quarter, a week or a span (`forms`); a door is where a plan says it
(`DOORS`): a column of first and last days, one of spans, the header over period columns, the brief, the title, the
sheet's name, a heading, the title of a block. A table form x door follows: right / said / silent / wrong. *said* has a warning or a question,
*silent* has no date and no word on it, *wrong* another date without a doubt of it.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from babel.core import Locale
from babel.dates import format_date, format_interval, format_skeleton

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import EVERYONE

LOCALES = [
    "ar", "bg", "ca", "cs", "da", "de", "de_AT", "el", "en", "en_GB", "es", "es_MX", "et", "fa", "fi", "fr", "fr_CA",
    "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "nl_BE", "pl", "pt", "pt_PT", "ro", "ru", "sk",
    "sl", "sr", "sr_Latn", "sv", "th", "tr", "uk", "vi", "zh", "zh_Hant",
]  # fmt: skip
YEAR = 2026
WEEK_SIGNS = {
    "ar": "أسبوع {n}|الأسبوع {n}", "bg": "седмица {n}|седм. {n}", "ca": "setmana {n}|setm. {n}", "cs": "týden {n}|{n}. týden|T{n}|týd. {n}",
    "da": "uge {n}", "de": "KW {n}|KW{n}|{n}. KW|Woche {n}", "el": "εβδ. {n}|εβδομάδα {n}", "en": "W{n}|Week {n}|Wk {n}|CW {n}|Wk{n:02}",
    "es": "semana {n}|S{n}|sem. {n}|Sem {n}", "et": "nädal {n}|N{n}", "fa": "هفته {n}", "fi": "vko {n}|viikko {n}|vk {n}", "fr": "S{n}|semaine {n}|sem. {n}",
    "he": "שבוע {n}", "hi": "सप्ताह {n}", "hr": "tjedan {n}|tj. {n}", "hu": "{n}. hét|hét {n}", "id": "minggu {n}|minggu ke-{n}|mgg {n}", "it": "settimana {n}|sett. {n}|Sett {n}",
    "ja": "第{n}週|{n}週", "ko": "{n}주|{n}주차", "lt": "savaitė {n}|sav. {n}|{n} sav.", "lv": "nedēļa {n}|ned. {n}|{n}. nedēļa", "nb": "uke {n}", "nl": "week {n}|wk {n}", "pl": "tydz. {n}|T{n}|tydzień {n}",
    "pt": "semana {n}|sem. {n}|S{n}", "ro": "săpt. {n}|S{n}|săptămâna {n}", "ru": "нед. {n}|неделя {n}|{n} нед.", "sk": "týždeň {n}|{n}. týždeň", "sl": "teden {n}|{n}. teden", "sr": "недеља {n}", "sr_Latn": "nedelja {n}",
    "sv": "v. {n}|v{n}|vecka {n}|V.{n}", "th": "สัปดาห์ {n}|สัปดาห์ที่ {n}", "tr": "hafta {n}|{n}. hafta|H{n}", "uk": "тиж. {n}|тиждень {n}", "vi": "tuần {n}|T{n}", "zh": "第{n}周|{n}周|W{n}", "zh_Hant": "第{n}週|{n}週",
}  # fmt: skip
"""How weeks are numbered; CLDR has no signs for them."""
Span = tuple[date, date]
Form = Callable[[date, str], str]


@dataclass(frozen=True)
class Way:
    """A way of writing a time, and what it means."""

    name: str
    write: Form
    span: Callable[[date], Span]
    has_year: bool


def month_of(day: date) -> Span:
    """First and last day of its month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def quarter_of(day: date) -> Span:
    """First and last day of its quarter."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, month_of(first + timedelta(days=70))[1]


def week_of(day: date) -> Span:
    """Monday and Sunday of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _day(day: date) -> Span:
    return day, day


def _later(days: int) -> Callable[[date], Span]:
    return lambda day: (day, day + timedelta(days=days))


def _months(count: int) -> Callable[[date], Span]:
    return lambda day: (day.replace(day=1), month_of(day + timedelta(days=31 * count))[1])


def _skeleton(name: str) -> Form:
    return lambda day, locale: format_skeleton(name, day, locale=locale)


def _pattern(name: str) -> Form:
    return lambda day, locale: format_date(day, name, locale=locale)


def _interval(name: str, span: Callable[[date], Span], dash: str = "") -> Form:
    def write(day: date, locale: str) -> str:
        text = format_interval(*span(day), name, locale=locale)
        return re.sub(r"\s*[–-]\s*(?=[^-–]*$)", dash, text) if dash else text

    return write


def ways(locale: str) -> Iterator[Way]:
    """Every way of one language."""
    for name in ("short", "medium", "long", "full"):
        yield Way(name, _pattern(name), _day, True)
    for name in ("yMEd", "yMMMEd"):
        yield Way(name, _skeleton(name), _day, True)
    for name in ("Md", "MMMd", "MMMMd", "MEd", "MMMEd"):
        yield Way(name, _skeleton(name), _day, False)
    yield Way("d-MMM-yy", _pattern("d-MMM-yy"), _day, True)
    yield from _ways_of_months()
    yield Way(
        "d.M-d.M.y",
        lambda day, _: f"{day.day}.{day.month:02}\N{EN DASH}{day + timedelta(13):%d.%m.%Y}",
        _later(13),
        True,
    )
    yield Way("W/C d MMM", _commencing, week_of, False)
    for name in ("yQQQ", "yQQQQ"):
        yield Way(name, _skeleton(name), quarter_of, True)
    yield Way("QQQ", _pattern("QQQ"), quarter_of, False)
    yield Way("Qn yy", lambda day, _: f"Q{quarter_of(day)[0].month // 3 + 1} {day:%y}", quarter_of, True)
    for name, year in (("yMMMd", True), ("yMd", True), ("MMMd", False), ("Md", False)):
        yield Way(f"{name} span", _interval(name, _later(13)), _later(13), year)
        yield Way(f"{name} - span", _interval(name, _later(13), " - "), _later(13), year)
    yield Way("yMMM span", _interval("yMMM", _months(1)), _months(1), True)
    yield Way("MMM span", _interval("MMM", _months(1)), _months(1), False)
    for at, sign in enumerate(WEEK_SIGNS.get(locale, "").split("|") if locale in WEEK_SIGNS else ()):
        yield Way(f"week {at}", _week(sign), week_of, False)
        yield Way(f"week {at} y", _week(sign + " {y}"), week_of, True)
        yield Way(
            f"week {at} span",
            _weeks(sign),
            lambda day: (week_of(day)[0], week_of(day)[1] + timedelta(21)),
            False,
        )


def _ways_of_months() -> Iterator[Way]:
    for name in ("yMMM", "yMMMM", "yM"):
        yield Way(name, _skeleton(name), month_of, True)
    yield Way("MMM yy", _pattern("MMM yy"), month_of, True)
    yield Way("MMM-yy", _pattern("MMM-yy"), month_of, True)
    yield Way("MMM 'yy", _pattern("MMM ''yy"), month_of, True)
    yield Way("'yy.M", _pattern("''yy.M"), month_of, True)
    yield Way("M/yy", _pattern("M/yy"), month_of, True)
    yield Way("MMM", _pattern("MMM"), month_of, False)
    yield Way(
        "MMMM", lambda day, locale: Locale.parse(locale).months["format"]["wide"][day.month], month_of, False
    )


def _commencing(day: date, locale: str) -> str:
    """The Monday of a week, as the English write it."""
    return f"W/C {format_date(week_of(day)[0], 'd MMM', locale=locale)}"


def _week(sign: str) -> Form:
    return lambda day, _: sign.format(n=day.isocalendar().week, y=day.isocalendar().year)


def _weeks(sign: str) -> Form:
    def write(day: date, _: str) -> str:
        first = day.isocalendar().week
        return sign.replace("{n:02}", "{n}").replace("{n}", f"{first}-{first + 3}")

    return write


# ---------------------------------------------------------------- doors

DAYS = (
    date(YEAR, 2, 16),
    date(YEAR, 3, 2),
    date(YEAR, 4, 20),
    date(YEAR, 5, 25),
    date(YEAR, 8, 3),
    date(YEAR, 10, 5),
)
HEADER = ("Channel", "Publisher", "Placement")
ROWS = (("Display", "Spiegel"), ("Video", "YouTube"), ("Social", "Meta"), ("Print", "Zeit"), ("Audio", "Spotify"), ("OOH", "Stroer"))  # fmt: skip
Expected = list[tuple[Span, float]]
"""Days and net cost of each line of raw data."""


def _plan(
    rows: Sequence[Sequence[Cell]], way: Way, sheet: str = "Plan", title: str = "Media plan Acme"
) -> Book:
    head = title if way.has_year or str(YEAR) in title else f"{title} {YEAR}"
    cells: list[list[Cell]] = [[head], [], *(list(row) for row in rows)]
    width = max(len(row) for row in cells)
    return Book("plan.xlsx", (Grid(sheet, [[*row, *[None] * (width - len(row))] for row in cells]),))


def in_start_column(way: Way, locale: str) -> tuple[Book, Expected]:
    """A column of first days and one of last days."""
    rows: list[list[Cell]] = [[*HEADER, "Start", "End", "Net cost"]]
    expected: Expected = []
    for at, (pair, day) in enumerate(zip(ROWS, DAYS, strict=True)):
        last = day + timedelta(days=35)
        rows.append([*pair, f"Spot {at}", way.write(day, locale), way.write(last, locale), 1000.0 + at])
        expected.append(((way.span(day)[0], way.span(last)[1]), 1000.0 + at))
    return _plan(rows, way), expected


def in_flight_column(way: Way, locale: str) -> tuple[Book, Expected]:
    """One column of spans."""
    rows: list[list[Cell]] = [[*HEADER, "Flight", "Net cost"]]
    expected: Expected = []
    for at, (pair, day) in enumerate(zip(ROWS, DAYS, strict=True)):
        rows.append([*pair, f"Spot {at}", way.write(day, locale), 1000.0 + at])
        expected.append((way.span(day), 1000.0 + at))
    return _plan(rows, way), expected


def _steps(way: Way) -> list[date]:
    """Days whose times follow each other."""
    first, days = date(YEAR, 2, 2), []
    for _ in range(3 if way.span is quarter_of else 5):
        days.append(first)
        last = way.span(first)[1]
        first = (
            last + timedelta(days=1) if last > first or way.span is not _day else first + timedelta(days=7)
        )
    return days


def in_header(way: Way, locale: str) -> tuple[Book, Expected]:
    """Over columns of amounts."""
    days = _steps(way)
    rows: list[list[Cell]] = [[*HEADER, *(way.write(day, locale) for day in days), "Total net cost"]]
    expected: Expected = []
    for at, pair in enumerate(ROWS):
        amounts = [100.0 + 10 * at + k for k in range(len(days))]
        rows.append([*pair, f"Spot {at}", *amounts, sum(amounts)])
        for day, amount in zip(days, amounts, strict=True):
            span = way.span(day)
            expected.append(((day, day + timedelta(days=6)) if way.span is _day else span, amount))
    return _plan(rows, way), expected


def _lines() -> list[list[Cell]]:
    rows: list[list[Cell]] = [[*HEADER, "Impressions", "Net cost"]]
    for at, pair in enumerate(ROWS):
        rows.append([*pair, f"Spot {at}", 5000 + at, 1000.0 + at])
    return rows


def in_brief(way: Way, locale: str) -> tuple[Book, Expected]:
    """Behind a label above the table."""
    book = _plan([["Client", "Acme"], ["Flight", way.write(DAYS[2], locale)], [], *_lines()], way)
    return book, [(way.span(DAYS[2]), 1000.0 + at) for at in range(len(ROWS))]


def in_title(way: Way, locale: str) -> tuple[Book, Expected]:
    """In the title, behind words."""
    book = _plan(_lines(), way, title=f"Media plan Acme, {way.write(DAYS[2], locale)}")
    return book, [(way.span(DAYS[2]), 1000.0 + at) for at in range(len(ROWS))]


def in_heading(way: Way, locale: str) -> tuple[Book, Expected]:
    """In headings over groups of lines."""
    head, *lines = _lines()
    rows: list[list[Cell]] = [head]
    expected: Expected = []
    for at, line in enumerate(lines):
        day = DAYS[0] if at < 3 else DAYS[3]
        if at in (0, 3):
            rows.append([way.write(day, locale)])
        rows.append(line)
        expected.append((way.span(day), 1000.0 + at))
    return _plan(rows, way), expected


def in_sheet_name(way: Way, locale: str) -> tuple[Book, Expected]:
    """In the names of two sheets."""
    grids: list[Grid] = []
    expected: Expected = []
    for day in (DAYS[0], DAYS[2]):
        grids += _plan(_lines(), way, re.sub(r"[\[\]:*?/\\]", ".", way.write(day, locale))).sheets
        expected += [(way.span(day), 1000.0 + at) for at in range(len(ROWS))]
    return Book("plan.xlsx", tuple(grids)), expected


def _blocks(way: Way, locale: str, title: str) -> tuple[Book, Expected]:
    rows: list[list[Cell]] = []
    expected: Expected = []
    for day in _steps(way)[:3]:
        head, *lines = _lines()
        rows += [[title.format(way.write(day, locale))], head, *lines[:4]]
        rows += [["Total", *[None] * 2, sum(5000 + at for at in range(4)), 4006.0], []]
        expected += [(way.span(day), 1000.0 + at) for at in range(4)]
    return _plan(rows, way), expected


def over_block(way: Way, locale: str) -> tuple[Book, Expected]:
    """Over each of three blocks with headers of their own."""
    return _blocks(way, locale, "{}")


def over_block_in_words(way: Way, locale: str) -> tuple[Book, Expected]:
    """Over each of three blocks, behind words."""
    return _blocks(way, locale, "Medway Sound - {}")


def in_brief_line(way: Way, locale: str) -> tuple[Book, Expected]:
    """In one cell with the other facts of the brief."""
    line = f"Client: Acme Furniture; flight: {way.write(DAYS[2], locale)}; currency EUR net"
    book = _plan([[line], [], *_lines()], way)
    return book, [(way.span(DAYS[2]), 1000.0 + at) for at in range(len(ROWS))]


DOORS: dict[str, Callable[[Way, str], tuple[Book, Expected]]] = {
    "start": in_start_column,
    "flight": in_flight_column,
    "header": in_header,
    "brief": in_brief,
    "title": in_title,
    "heading": in_heading,
    "sheet": in_sheet_name,
    "block": over_block,
    "block words": over_block_in_words,
    "brief line": in_brief_line,
}


def _fits(way: Way, door: str) -> bool:
    """Whether planners write such a time there: a single day is no flight, a span no first day."""
    is_span = way.span(DAYS[0])[0] != way.span(DAYS[0])[1]
    if door == "start":
        return "span" not in way.name
    if door == "header":
        return way.name != "full"
    return is_span


# ---------------------------------------------------------------- the verdict


def verdict(service: MediaMapper, book: Book, expected: Expected) -> tuple[str, str]:
    """Right, said, silent or wrong, and what was read."""
    export = service.export(book, service.map(book, EVERYONE), learn=False)
    lines = export.raw.table.to_pylist()
    right = _days_of(span for span, _ in expected)
    spans = [(first, line.get("end_date") or first) for line in lines if (first := line.get("start_date"))]
    got = _days_of(spans)
    if right == got:
        return "right", ""
    loud = [f for f in export.raw.findings if f.severity != "note"]
    loud_codes = ",".join(sorted({f.code for f in loud} | {q.kind for q in export.questions}))
    answer = f"{[tuple(map(str, span)) for span in spans[:2]]} {loud_codes}"
    return ("said" if loud_codes else "wrong" if got else "silent"), answer


def _days_of(spans: Iterable[Span]) -> Counter[date]:
    """How many lines run on each day: a week that is cut at the end of a month is the same."""
    return Counter(first + timedelta(days=k) for first, last in spans for k in range((last - first).days + 1))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--languages", default=",".join(LOCALES))
    parser.add_argument("--doors", default=",".join(DOORS))
    parser.add_argument("--forms", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        service = MediaMapper(Settings(memory_dir=Path(folder)))
        for locale in options.languages.split(","):
            for way in ways(locale):
                if options.forms and way.name not in options.forms.split(","):
                    continue
                for door in filter(lambda door: _fits(way, door), options.doors.split(",")):
                    book, expected = DOORS[door](way, locale)
                    result, answer = verdict(service, book, expected)
                    table[re.sub(r"week \d", "week", way.name), door][result] += 1
                    if options.show and result != "right":
                        print(
                            result,
                            door,
                            locale,
                            way.name,
                            "|",
                            way.write(DAYS[2], locale),
                            "|",
                            answer,
                            flush=True,
                        )
    for (form, door), counts in sorted(
        table.items(), key=lambda item: (-item[1]["wrong"] - item[1]["silent"], item[0])
    ):
        print(
            f"{form:14} {door:11} " + " / ".join(str(counts[v]) for v in ("right", "said", "silent", "wrong"))
        )
    total = sum(table.values(), Counter())
    print("all", " / ".join(f"{v} {total[v]}" for v in ("right", "said", "silent", "wrong")))


if __name__ == "__main__":
    main()
