"""XML without a document type definition is parsed; one with it is refused."""

from __future__ import annotations

from xml.parsers import expat

import pytest

from worker.errors import FileProblem
from worker.plans.files.markup import parser, refuse_entities


@pytest.mark.parametrize(
    "data", [b"<a>1 &lt; 2</a>", "<a>ж</a>".encode("utf-16"), b'<?xml version="1.0"?><a b="&#65;"/>']
)
def test_plain_markup_is_parsed(data: bytes) -> None:
    names: list[str] = []
    xml = parser()
    xml.StartElementHandler = lambda name, _: names.append(name)
    xml.Parse(data, True)
    assert names == ["a"]


def test_texts_come_in_one_piece() -> None:
    texts: list[str] = []
    xml = parser()
    xml.CharacterDataHandler = texts.append
    xml.Parse(b"<a>1 &lt; 2 &amp; 3</a>", True)
    assert texts == ["1 < 2 & 3"]


@pytest.mark.parametrize(
    "declaration", [b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY b "bb">]>', b'<!DOCTYPE a SYSTEM "a.dtd">']
)
def test_a_document_type_definition_is_refused(declaration: bytes) -> None:
    with pytest.raises(FileProblem) as caught:
        parser().Parse(declaration + b"<a/>", True)
    assert caught.value.code == "xml-entities"


def test_refusing_says_what_to_do() -> None:
    with pytest.raises(FileProblem) as caught:
        refuse_entities("a", None)
    assert "save it" in caught.value.next_step


def test_no_xml_is_the_parsers_error() -> None:
    with pytest.raises(expat.ExpatError):
        parser().Parse(b"no markup", True)
