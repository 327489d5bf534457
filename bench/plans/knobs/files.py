"""The kinds of file that plans come in."""

from __future__ import annotations

from bench.plans.draft import Draft
from bench.plans.knob import knob


def _flat(draft: Draft) -> bool:
    """Whether a text file can hold the plan."""
    one_sheet = len(draft.tables) == 1 and not draft.versions and not draft.others
    return one_sheet and not draft.uncalculated and not {"fills", "hidden"} & draft.tags


def _text(draft: Draft, delimiter: str, encoding: str, suffix: str = ".csv") -> bool | None:
    if not _flat(draft):
        return False
    draft.suffix, draft.delimiter, draft.encoding = suffix, delimiter, encoding
    return None


@knob("file", "file")
def csv_comma(draft: Draft) -> bool | None:
    """A .csv with commas."""
    return _text(draft, ",", "utf-8")


@knob("file", "file")
def csv_semicolon(draft: Draft) -> bool | None:
    """A .csv with semicolons and a byte-order mark."""
    return _text(draft, ";", "utf-8-sig")


@knob("file", "file")
def csv_tab(draft: Draft) -> bool | None:
    """A .csv with tabs in UTF-16, as Excel's Unicode text."""
    return _text(draft, "\t", "utf-16")


@knob("file", "file")
def csv_legacy(draft: Draft) -> bool | None:
    """A .csv in the country's old encoding."""
    code = {
        "ru": "cp1251",
        "uk": "cp1251",
        "pl": "cp1250",
        "cs": "cp1250",
        "ja": "cp932",
        "ko": "cp949",
        "zh": "gb18030",
        "tr": "cp1254",
        "ar": "cp1256",
    }.get(draft.words.language, "cp1252")
    return _text(draft, ";", code)


@knob("file", "file")
def xls(draft: Draft) -> bool | None:
    """An .xls of old Excel."""
    if draft.uncalculated or "fills" in draft.tags:
        return False
    draft.suffix = ".xls"
    return None


@knob("file", "file")
def ods(draft: Draft) -> bool | None:
    """An .ods of LibreOffice."""
    if draft.uncalculated or {"fills", "hidden"} & draft.tags:
        return False
    draft.suffix = ".ods"
    return None
