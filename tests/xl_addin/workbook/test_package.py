"""The file around the parts: no trace of time or machine, and differences by name."""

from __future__ import annotations

import io
import zipfile

import pytest

from xl_addin.workbook.package import RIBBON_PART, differing, packed, parts_of, with_ribbon

PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b'<Relationships><Relationship Id="rId1"/></Relationships>',
}


def test_parts_come_back_in_their_order() -> None:
    assert list(parts_of(packed(PARTS)).items()) == list(PARTS.items())


def test_nothing_tells_when_or_where_it_was_packed() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(PARTS))) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr, entry.extra) == (0, 0o600 << 16, b"")
            assert entry.compress_type == zipfile.ZIP_STORED  # zlib's output would depend on its version


def test_the_ribbon_comes_with_its_relation() -> None:
    made = with_ribbon(PARTS, b"<customUI/>")
    assert made[RIBBON_PART] == b"<customUI/>"
    assert made["_rels/.rels"].count(b"<Relationship ") == 2
    assert b'Target="customUI/customUI14.xml"' in made["_rels/.rels"]
    assert PARTS["_rels/.rels"].count(b"<Relationship ") == 1  # the given parts are left alone


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (PARTS, []),
        ({**PARTS, "new.xml": b""}, ["new.xml"]),
        ({"[Content_Types].xml": b"<Types/>"}, ["_rels/.rels"]),
        ({**PARTS, "[Content_Types].xml": b"<other/>"}, ["[Content_Types].xml"]),
    ],
)
def test_what_differs_is_named(other: dict[str, bytes], names: list[str]) -> None:
    assert differing(packed(PARTS), packed(other)) == names
