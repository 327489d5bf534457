"""A text as calendar tokens: numbers, years, months, units and signs, in whatever language it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from worker.knowledge.particles import Particle, particles
from worker.text import plain
from worker.values.dates.calendar_words import classes_of, month_of, token_pattern, weekday_of
from worker.values.dates.calendars import gregorian_year, in_gregorian

YEARS = range(1950, 2101)
_TIME = re.compile(
    r"(?<=\d)[t ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?(?:z|utc|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(
    r"(?:(?<=[日号일])|(?<=\d[./]\d)|(?<=\d[./]\d\d)|(?<=\d[./] \d\.)|(?<=\d[./] \d\d\.))"
    r"\s*\((?:[月火水木金土日祝・]|(?:[周週]|星期)?[一二三四五六日天]|[월화수목금토일])\)"
    r"|(?<=[日号\d])\s*(?:[周週]|星期)[一二三四五六日天]"
    r"|^[月火水木金土日월화수목금토일]\s(?=\d{1,2}[./]\d{1,2}(?!\d))"
)
"""'9月7日(月)', '9/7 周一': a Monday, and no second month."""
_WEEKDAY_KINDS = frozenset({"?", "drop", "u", "m", "r"})
_DASHES = "-‐‑‒–—―−"
_ARROWS = "~→⇒…〜～➔"
_UNITS = {
    "year_mark": "year",
    "month_mark": "month",
    "week_mark": "week",
    "quarter_mark": "quarter",
    "half_mark": "half",
    "day_mark": "day",
    "hour_mark": "hour",
}
_GLUE = {"from", "of", "ordinal", "order_mark", "starting", "ending"}


class Token(NamedTuple):
    """One piece of a date.

    Kinds: n one or two digits, i a number as a word, y a year, N eight digits, m a month, u a unit's word,
    r a range's sign or word, . , / - ' : ( ) themselves, ? anything else.
    """

    kind: str
    value: int = 0
    text: str = ""
    units: frozenset[str] = frozenset()
    glued: bool = False
    """No space before it."""
    ordinal: bool = False
    """A number with a sign of order: '1st', '第4'."""


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[Token, ...]:
    """The calendar tokens of *text*; glue such as 'of', 'the', ordinal endings, weekdays and a time of day are left out."""
    row: list[Token] = []
    glued = False
    for match in token_pattern().finditer(_TIME.sub("", _WEEKDAY.sub("", plain(in_gregorian(text))))):
        if match["space"]:
            glued = False
            continue
        token = _number(match["digits"], glued) if match["digits"] else _word_or_sign(match, glued)
        row.append(token)
        glued = True
    row = _quoted_years(_drop_weekdays(row))
    return tuple(_marked_months(_join_marks(_number_words(_drop_glue(_tell_ranges(row))))))


def _number(digits: str, glued: bool) -> Token:
    value = int(digits) if len(digits) <= 8 else -1
    if len(digits) <= 2:
        return Token("n", value, digits, glued=glued)
    if len(digits) == 4 and (year := gregorian_year(value)) in YEARS:
        return Token("y", year, digits, glued=glued)
    return Token("N" if len(digits) == 8 else "?", value, digits, glued=glued)


def _word_or_sign(match: re.Match[str], glued: bool) -> Token:
    if sign := match["sign"]:
        if sign in _DASHES:
            return Token("-", text=sign, glued=glued)
        if sign in _ARROWS:
            return Token("r", text=sign, glued=glued)
        sign = "'" if sign in "’‘`´'" else "," if sign in "،、" else sign
        return Token(sign if sign in ".,/':()" else "?", text=sign, glued=glued)
    word = match["word"].rstrip(".")
    if month := month_of(word):
        return Token("m", month, word, glued=glued)
    classes = classes_of(word)
    units = frozenset(_UNITS[name] for name in classes if name in _UNITS)
    if "to" in classes:
        return Token("r", text=word, units=units, glued=glued)
    if units:
        return Token("u", text=word, units=units, glued=glued)
    dropped = bool(classes & _GLUE) or (len(word) > 1 and weekday_of(word) is not None)
    return Token("drop" if dropped else "?", text=word, glued=glued)


def _quoted_years(row: list[Token]) -> list[Token]:
    """Two digits behind a quote with nothing or a month right before it are a year: 'Apr '26', "'26.11월"; in "all'11" they are none."""
    result: list[Token] = []
    for token in row:
        quote = result[-1] if result and result[-1].kind == "'" else None
        is_short = quote and token.kind == "n" and token.glued and len(token.text) == 2
        if quote and is_short and (not quote.glued or (len(result) > 1 and result[-2].kind == "m")):
            result[-1] = Token("y", 2000 + token.value, token.text, glued=quote.glued)
        else:
            result.append(token)
    return result


def _drop_weekdays(row: list[Token]) -> list[Token]:
    """Without the weekday beside each day: 'Mon, 5/1', 'mar 5 ene', '5. 1., H', 'Do. 24. Sept. - Di. 3. Nov.'.

    A word that is more than a weekday ('mar' is March, 'do' is 'to') is one at the edge of a day that is whole without it.
    """
    result: list[Token] = []
    part: list[Token] = []
    for i, token in enumerate(row):
        spaced = token.kind == "-" and (not token.glued or i + 1 == len(row) or not row[i + 1].glued)
        if spaced or (token.kind in "-r" and token.text not in "-‐‑" and not token.text.isalpha()):
            result += [*_without_weekday(part), token]
            part = []
        else:
            part.append(token)
    return result + _without_weekday(part)


def _without_weekday(part: list[Token]) -> list[Token]:
    """The tokens of one side of a span without a weekday at their edges, nor the signs beside it."""
    for edge, rest in ((0, part[1:]), (-1, part[:-1])):
        if not rest or part[edge].kind not in _WEEKDAY_KINDS or weekday_of(part[edge].text) is None:
            continue
        if not _is_plain_weekday(part[edge], rest):
            continue
        while len(rest) > 1 and rest[edge].kind == ",":
            rest = rest[1:] if edge == 0 else rest[:-1]
        return rest
    return part


def _is_plain_weekday(word: Token, rest: Sequence[Token]) -> bool:
    """Whether a weekday's name is nothing else there: a letter, a month and a unit are, unless *rest* is a whole day."""
    if word.kind in ("?", "drop") and len(word.text) > 1:
        return True
    signs = "." if word.units & {"week", "quarter"} else "./" if word.kind == "m" else "./-"
    kinds = "".join(token.kind for token in rest if token.kind not in ",()")
    named = r"n\.?m|m\.?n"
    if word.kind == "r":
        named += "|^n\\.?$"  # 'ma 5. - to 8. tammikuuta'
    return re.search(rf"{named}|n[{re.escape(signs)}]n|[ny]([./-])n\1[ny]", kinds) is not None


def _tell_ranges(row: list[Token]) -> list[Token]:
    """A dash with space on a side is a range; a word such as 'a' or 'до' is one only between times."""
    result = list(row)
    for i, token in enumerate(row):
        after = row[i + 1] if i + 1 < len(row) else None
        if i == 0 and token.kind == "r" and "of" in classes_of(token.text):
            result[i] = token._replace(kind="drop")  # 'den 5. januar'
        if token.kind == "-" and after is not None and i and (not token.glued or not after.glued):
            result[i] = token._replace(kind="r")
        elif token.kind == "r" and token.text.isalpha() and token.glued and i and row[i - 1].kind == "n":
            # '5a', '1o', '2do': an ordinal's ending
            ordinal = "ordinal" in classes_of(token.text)
            result[i] = token._replace(kind="drop") if ordinal else token
    return result


def _drop_glue(row: list[Token]) -> list[Token]:
    """Without 'de', 'the', 'ngày'; a unit's word glued to a number as its ordinal ending ('5th') goes too."""
    result: list[Token] = []
    ordered = False
    for token in row:
        classes = classes_of(token.text)
        ends_number = token.glued and "ordinal" in classes and bool(result) and result[-1].kind == "n"
        if ends_number and token.kind in ("drop", "u"):
            result[-1] = result[-1]._replace(ordinal=True)
            continue
        if token.kind == "drop":
            ordered = "order_mark" in classes
            continue
        if ordered and token.kind == "n":
            token = token._replace(ordinal=True)
        ordered = False
        if token.kind in ",'" and result and result[-1].kind == token.kind:
            continue
        result.append(token)
    return result


def _number_words(row: list[Token]) -> list[Token]:
    """'I кв.' and '一季度': a number as a word counts beside the word for a quarter or half alone."""
    result = list(row)
    for i, token in enumerate(row):
        number = next((name for name in classes_of(token.text) if name.startswith("number_")), None)
        beside = [*row[max(0, i - 1) : i], *row[i + 1 : i + 2]]
        if number and token.kind in "?u" and any(t.units & {"quarter", "half"} for t in beside):
            result[i] = Token("i", int(number[-1]), token.text, glued=token.glued)
    return result


def _join_marks(row: list[Token]) -> list[Token]:
    """'2026年' and '2026 г' to a year, '1月' and 'tháng 1' to a month, '5日' and 'ngày 5' to a plain number."""
    result: list[Token] = []
    skip = False
    for i, token in enumerate(row):
        if skip:
            skip = False
            continue
        before = result[-1] if result else Token("")
        after = row[i + 1] if i + 1 < len(row) else Token("")
        if "year" in token.units and [each.kind for each in result[-2:]] == ["y", "."]:
            result.pop()  # '2026. gada'
            before = result[-1]
        if token.kind == "u" and (joined := _mark_after(before, token)):
            result[-1] = joined
        elif token.kind == "u" and before.kind == "y" and after.kind == "m":
            result[-1] = before._replace(
                units=token.units
            )  # '2026 m. sausio': what stands there can only be the year's
        elif token.kind == "u" and after.kind in "ny" and (joined := _mark_before(token, after)):
            result.append(joined)
            skip = True
        else:
            result.append(token)
    return result


def _marked_months(row: list[Token]) -> list[Token]:
    """'3-5月' as two months: where the mark stands behind numbers, it counts for both ends of a span."""
    result = list(row)
    for i, (number, sign, month) in enumerate(zip(row, row[1:], row[2:], strict=False)):
        before, after = row[i - 1].kind if i else "", row[i + 3].kind if i + 3 < len(row) else ""
        is_month = month.kind == "m" and month.text.isdecimal() and 1 <= number.value <= 12
        if (
            number.kind == "n"
            and sign.kind in "-r"
            and is_month
            and before not in ("m", "-", "/", ".")
            and after != "n"
        ):
            result[i] = number._replace(kind="m")
    return result


@lru_cache(maxsize=8)
def _plain(name: Particle) -> frozenset[str]:
    return frozenset(map(plain, particles(name)))


def _mark_after(number: Token, mark: Token) -> Token | None:
    if number.kind == "y" and mark.units & {"year"}:
        return number._replace(units=mark.units)
    if number.kind != "n" or len(mark.units) > 1:
        return None
    if mark.units == {"year"} and mark.text in _plain("year behind"):
        return number._replace(kind="y", value=2000 + number.value)
    if mark.units == {"month"} and mark.text in _plain("month behind") and 1 <= number.value <= 12:
        return number._replace(kind="m")
    if mark.units == {"day"} and mark.text in _plain("day behind"):
        return number
    return None


def _mark_before(mark: Token, number: Token) -> Token | None:
    if number.kind == "y":
        return number._replace(units=mark.units) if "year" in mark.units else None
    if mark.text in _plain("month before") and 1 <= number.value <= 12:
        return number._replace(kind="m", glued=False)
    return number if mark.text in _plain("day before") else None
