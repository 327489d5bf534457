"""Text tables: old encodings, letters that are none, quotes without end, lines without end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from tests.hostile.packing import Hostile

RUSSIAN = "Клиент;Площадка;Бюджет\nРомашка;Яндекс;1200,50\nВасилёк;ВКонтакте;80\n"
GERMAN = "Kunde;Träger;Maße\nMüller;Süddeutsche;1,5\nGrün & Söhne;Bücher;2\n"
CHINESE = "客户,平台,预算\n可口可乐,抖音,1200\n耐克,微博,80\n"
JAPANESE = "クライアント,媒体,予算\nトヨタ,ヤフー,1200\nソニー,ライン,80\n"


def _written(words: str, encoding: str) -> bytes:
    return words.encode(encoding)


def _mixed() -> bytes:
    """Lines in UTF-8 and in Windows' own, in one file."""
    return ("Kunde;Träger\n" * 40).encode() + "Müller;Süd\n".encode("cp1252") + ("Grün;Bär\n" * 40).encode()


def _case(
    name: str, make: Any, code: str = "", cells: Any = None, findings: Sequence[str] = (), **more: Any
) -> Hostile:
    return Hostile("text", name, make if callable(make) else lambda: make, code, cells, findings, **more)


CASES = (
    _case("utf-16 with its mark.csv", partial(_written, RUSSIAN, "utf-16"), cells={(1, 1): "Клиент", (2, 3): "1200,50"}),
    _case("utf-16 without.csv", partial(_written, RUSSIAN.replace("Клиент", "Client"), "utf-16-le"), cells={(1, 1): "Client"}),
    _case("utf-16 big end first.csv", partial(_written, GERMAN, "utf-16-be"), cells={(1, 1): "Kunde"}),
    _case("utf-32.csv", partial(_written, GERMAN, "utf-32"), cells={(1, 2): "Träger"}),
    _case("utf-7.csv", partial(_written, GERMAN, "utf-7"), cells={(1, 1): "Kunde"}),
    _case("utf-8 with three marks.csv", lambda: b"\xef\xbb\xbf" * 3 + GERMAN.encode(), cells={(1, 1): "Kunde", (1, 2): "Träger"}),
    _case("cp1251.csv", partial(_written, RUSSIAN, "cp1251"), cells={(1, 1): "Клиент", (2, 2): "Яндекс"}, findings=["encoding-guessed"]),
    _case("koi8-r.csv", partial(_written, RUSSIAN, "koi8-r"), cells={(1, 1): "Клиент", (2, 2): "Яндекс"}, findings=["encoding-guessed"]),
    _case("cp866.csv", partial(_written, RUSSIAN, "cp866"), cells={(1, 1): "Клиент"}, findings=["encoding-guessed"]),
    _case("latin-1.csv", partial(_written, GERMAN, "latin-1"), cells={(1, 2): "Träger"}, findings=["encoding-guessed"]),
    _case("shift-jis.csv", partial(_written, JAPANESE, "cp932"), cells={(1, 2): "媒体"}, findings=["encoding-guessed"]),
    _case("gb18030.csv", partial(_written, CHINESE, "gb18030"), cells={(1, 2): "平台"}, findings=["encoding-guessed"]),
    _case("mixed encodings.csv", _mixed, cells={(1, 2): "Träger"}, findings=["letters-lost"]),
    _case("half a letter at the end.csv", GERMAN.encode()[:-2] + b"\xc3", cells={(1, 2): "Träger"}, findings=["letters-lost"]),
    _case("lone surrogates.csv", b"a;b\n\xed\xa0\x80;1\n2;3\n", cells={(1, 1): "a"}),
    _case("NUL in a cell.csv", b"a;b\nx\0y;1\nz;2\n", cells={(2, 1): "xy"}, findings=["nul-removed"]),
    _case("nothing but NUL.csv", b"\0" * 5_000, "not-a-table"),
    _case("nothing but blanks.csv", b" ;;; \r\n" * 500, "no-values"),
    _case("nothing at all.csv", b"", "empty"),
    _case("only a mark.csv", b"\xef\xbb\xbf", "no-values"),
    _case("a million quotes.csv", lambda: b"a,b\n" + b'"' * 1_000_001 + b"\n1,2\n", "not-a-table"),
    _case("100,001 quotes.csv", lambda: b"a,b\n" + b'"' * 100_001 + b"\n1,2\n", cells={(3, 2): "2"}, findings=["quote-not-closed"]),
    _case("quote never closed.csv", lambda: b'a;b\n"x;1\n' + b"y;2\n" * 20_000, cells={(1, 1): "a", (20_002, 2): "2"}, findings=["quote-not-closed"]),
    _case("quotes in quotes.csv", b'a,b\n"x ""y"" z",1\n"",2\n', cells={(2, 1): 'x "y" z'}),
    _case("one line of 20 MB.csv", lambda: b"x" * 20_000_000, "not-a-table"),
    _case("one line of 100 MB.csv", lambda: b"x," * 50_000_000, "not-a-table", heavy=True),
    _case("zeros, 100 MB of them.csv", lambda: bytes(100_000_000), "not-a-table", heavy=True),
    _case("lines by the ten million.csv", lambda: b"\n" * 50_000_000, "used-area", heavy=True),
    _case("a million columns.csv", lambda: b"a," * 1_000_000 + b"b\n", "too-many-columns"),
    _case("100,000 headers.csv", lambda: ",".join(f"h{n}" for n in range(100_000)).encode() + b"\n" + b"1," * 99_999 + b"2\n", "too-many-columns"),
    _case("a wide row after many.csv", lambda: b"1\n" * 200_000 + b"," * 1_000 + b"x\n", "used-area"),
    _case("many empty lines.csv", lambda: b"a;b\n" + b"\n" * 500_000 + b"1;2\n", cells={(1, 1): "a", (500_002, 2): "2"}),
    _case("endless empty lines.csv", lambda: b"a;b\n" + b"\n" * 3_000_000 + b"1;2\n", "used-area", heavy=True),
    _case("empty lines without an end.csv", lambda: b"a;b\n1;2\n" + b"\n" * 3_000_000, cells={(2, 2): "2"}, heavy=True),
    _case("three million lines.csv", lambda: b"1\n" * 3_000_000, "used-area", heavy=True),
    _case("mixed delimiters.csv", b"a;b,c\td\n1;2,3\t4\n5;6,7\t8\n", cells={(2, 1): "1;2"}),
    _case("announces a letter.csv", b"sep=x\naxb\n1x2\n", cells={(1, 2): "b"}),
    _case("announces a quote.csv", b'sep="\na"b\n1"2\n', cells={(1, 1): 'sep="'}),
    _case("announces a line break.csv", b"sep=\r\r\na,b\n1,2\n", cells={(1, 1): "sep="}),
    _case("only returns.csv", b"a;b\r1;2\r3;4\r", cells={(3, 2): "4"}),
    _case("formulas.csv", b"=1+1,+2,-3,@SUM(1)\n=cmd|' /C calc'!A0,x,y,z\n", cells={(1, 1): "=1+1", (2, 1): "=cmd|' /C calc'!A0"}),
    _case("emoji, right to left, controls.csv", "\U0001f4b6 cost;\u202elatoT;عميل\n1;2;3\n".encode(), cells={(1, 1): "\U0001f4b6 cost"}),
    _case("bells and escapes.csv", b"\x1b[2J\x07" * 2_000 + b"a,b\n1,2\n", "not-a-table"),
    _case("cells beyond Excel's longest.csv", lambda: b"a;b\n" + b"x" * 100_000 + b";1\n", cells={(2, 1): "x" * 100_000}),
)  # fmt: skip
