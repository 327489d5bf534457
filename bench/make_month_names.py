"""Writes `knowledge/month_names.txt` from the CLDR data that Babel carries.

    uv run python -m bench.make_month_names

Run it after an upgrade of Babel, or to add a language below. Where two languages use one word for different months,
the earlier language keeps it, and the clash is printed.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.core import Locale

from worker.text import CJK, plain

LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "uk",
    "pl",
    "tr",
    "vi",
    "zh",
    "ja",
    "ko",
    "ar",
    "cs",
    "sv",
    "da",
    "nb",
    "fi",
    "el",
    "ro",
    "hu",
    "bg",
    "sk",
    "sl",
    "lt",
    "lv",
    "et",
    "ca",
    "id",
    "ms",
    "he",
    "th",
    "fa",
    "hi",
    "sr_Latn",
    "hr",
    "ar_SY",
    "ar_TN",
    "ar_MA",
    "de_AT",
    "fr_CA",
    "pt_PT",
    "zh_Hant",
    "sr",
]
# Of these weekdays are read in full only: two letters of a day are some word of another language.
FURTHER = [
    "az",
    "ka",
    "hy",
    "kk",
    "uz",
    "be",
    "mk",
    "sq",
    "bs",
    "is",
    "gl",
    "eu",
    "sw",
    "fil",
    "bn",
    "ur",
    "km",
    "lo",
    "my",
    "mn",
    "af",
    "ky",
    "ta",
    "si",
    "ne",
]
TARGET = Path(__file__).resolve().parent.parent / "knowledge" / "month_names.txt"
HEAD = """\
# Names of months (m1-m12) and weekdays (d1-d7, Monday first), as `text.plain` writes them: lower case, no accents.
# Written by bench/make_month_names.py from CLDR (Unicode License v3); don't edit by hand.
"""
# What people write and CLDR does not list.
MORE = {
    "en": {"m9": ("sept", "septem"), "m6": ("jun",), "m7": ("jul",)},
    "de": {"m3": ("mrz", "maerz", "mar"), "m6": ("jun",), "m7": ("jul",)},
    "fr": {"m6": ("jun",), "m7": ("juil", "jul"), "m8": ("aou",), "m1": ("jan",), "m2": ("fev", "fév"), "m4": ("avr",)},
    "es": {"m9": ("set", "setiembre"), "m1": ("ene",)},
    "ru": {
        "m1": ("янв",), "m2": ("фев",), "m3": ("мар",), "m4": ("апр",), "m5": ("май",), "m6": ("июн",),
        "m7": ("июл",), "m8": ("авг",), "m9": ("сен", "сент"), "m10": ("окт",), "m11": ("ноя", "нояб"), "m12": ("дек",),
    },
    "uk": {
        "m1": ("січ",), "m2": ("лют",), "m3": ("бер",), "m4": ("кві",), "m5": ("тра",), "m6": ("чер",), "m7": ("лип",),
        "m8": ("сер", "серп"), "m9": ("вер", "верес"), "m10": ("жов",), "m11": ("лис",), "m12": ("гру",),
    },
    "nl": {"m3": ("mrt", "maa"), "m5": ("mei",)},
    "hu": {"m1": ("jan",), "m4": ("ápr",), "m9": ("szept", "szep")},
}  # fmt: skip

# 'In' is a letter before the month: '5 בינואר'.
PREFIXES = {"he": "ב"}


def names(locale: Locale, language: str) -> dict[str, set[str]]:
    """'m1' -> every form of January, and so on."""
    forms_of: dict[str, set[str]] = {}
    for letter, table in (("m", locale.months), ("d", locale.days)):
        only_full = letter == "d" and language in FURTHER
        for context in ("format", "stand-alone"):
            for width in ("wide",) if only_full else ("wide", "abbreviated", "short"):
                for number, name in table[context].get(width, {}).items():
                    # Babel's weekdays start at 0 on Monday.
                    key = f"{letter}{number if letter == 'm' else number + 1}"
                    forms_of.setdefault(key, set()).add(name)
    for key, more in MORE.get(language, {}).items():
        forms_of[key].update(more)
    if prefix := PREFIXES.get(language):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                forms_of[f"m{number}"].add(f"{prefix}{name}")
    return {key: forms(texts, key[0] == "d") for key, texts in forms_of.items()}


def forms(texts: set[str], letters: bool) -> set[str]:
    """As texts are compared: lower case, no accents, no final dot; names made of a number and a mark left out.

    A weekday may be one letter ('H' for hétfő), but none of Chinese, Japanese or Korean, where it has other meanings.
    """
    texts_plain = {re.sub(r"\.(?=\s|$)", "", plain(text)) for text in texts}
    return {
        text
        for text in texts_plain
        if not re.search(r"[\d,]", text) and (len(text) > 1 or (letters and not CJK.search(text)))
    }


def main() -> None:
    """Writes the file and prints the clashes."""
    owner: dict[str, tuple[str, str]] = {}
    lines = []
    for language in (*LANGUAGES, *FURTHER):
        table = names(Locale.parse(language), language)
        lines.append(f"\n# {language}\n")
        for key in sorted(table, key=lambda k: (k[0] != "m", int(k[1:]))):
            own = []
            for name in sorted(table[key]):
                other = owner.setdefault(f"{key[0]}:{name}", (key, language))
                if other[0] != key:
                    print(f"{name}: {language} {key} gives way to {other[1]} {other[0]}")
                elif other[1] == language:
                    own.append(name)
            if own:
                lines.append(f"{key} = {' | '.join(own)}\n")
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(owner)} names of {len(LANGUAGES) + len(FURTHER)} languages in {TARGET.name}")


if __name__ == "__main__":
    main()
