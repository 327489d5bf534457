"""The one way XML of a workbook is parsed: expat, in pieces, without a document type definition."""

from __future__ import annotations

from xml.parsers import expat

from worker.errors import FileProblem


def parser() -> expat.XMLParserType:
    """A parser that refuses a document type definition, and with it every entity of the file's own making."""
    expat_parser = expat.ParserCreate()
    expat_parser.buffer_text = True
    expat_parser.StartDoctypeDeclHandler = refuse_entities
    return expat_parser


def refuse_entities(*_: object) -> None:
    """Say that a file has entities of its own.

    Raises:
        FileProblem: always.
    """
    raise FileProblem(
        "This workbook declares XML entities, which Excel never writes, and was not opened.",
        "Open it in Excel, save it under a new name, and try again.",
        code="xml-entities",
    )
