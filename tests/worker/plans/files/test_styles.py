import pytest

from worker.plans.files.styles import read_styles, tint_colour

STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts><numFmt numFmtId="164" formatCode="#,##0 &quot;€&quot;"/><numFmt numFmtId="165" formatCode="General"/></numFmts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFAABBCC"/><bgColor rgb="FF000001"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor indexed="8"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor indexed="64"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor theme="5"/></patternFill></fill>
<fill><gradientFill><stop><color rgb="FFFF0000"/></stop></gradientFill></fill></fills>
<cellStyleXfs><xf numFmtId="9" fillId="2"/></cellStyleXfs>
<cellXfs>{}</cellXfs>
<dxfs><dxf><fill><patternFill patternType="solid"><fgColor rgb="FF123456"/></patternFill></fill></dxf></dxfs>
{}</styleSheet>"""
THEME = """<a:theme xmlns:a="x"><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:accent2><a:srgbClr val="C0FFEE"/></a:accent2></a:clrScheme></a:themeElements></a:theme>"""


def styles(number_format=0, fill=0, after=""):
    text = STYLES.format(f'<xf numFmtId="{number_format}" fillId="{fill}"/>', after)
    return read_styles(text.encode(), THEME.encode())


@pytest.mark.parametrize(
    ("number", "code"),
    [(0, None), (165, None), (9, "0%"), (14, "mm-dd-yy"), (49, "@"), (164, '#,##0 "€"'), (999, None)],
)
def test_formats(number, code):
    assert styles(number_format=number).formats.get("0") == code


@pytest.mark.parametrize(
    ("number", "colour"),
    [(0, None), (1, None), (2, "AABBCC"), (3, "000000"), (4, None), (5, "C0FFEE"), (6, None), (99, None)],
)
def test_fills(number, colour):
    assert styles(fill=number).fills.get("0") == colour


@pytest.mark.parametrize(
    ("font", "is_struck"),
    [
        ("", False),
        ("<b/>", False),
        ('<strike val="0"/>', False),
        ("<strike/>", True),
        ('<strike val="1"/>', True),
    ],
)
def test_struck_out(font, is_struck):
    fonts = f"<fonts><font/><font>{font}</font></fonts>"
    text = (
        f'<styleSheet>{fonts}<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="9"/></cellXfs></styleSheet>'
    )
    assert read_styles(text.encode(), b"").struck == ({"1"} if is_struck else set())


def test_an_own_palette():
    own = '<colors><indexedColors>{}<rgbColor rgb="00ABCDEF"/></indexedColors></colors>'
    assert styles(fill=3, after=own.format('<rgbColor rgb="00000000"/>' * 8)).fills == {"0": "ABCDEF"}


def test_nothing_at_all():
    assert read_styles(b"", b"").formats == {}


@pytest.mark.parametrize(
    ("colour", "tint", "expected"),
    [
        ("4F81BD", "", "4F81BD"),
        ("4F81BD", "much", "4F81BD"),
        ("4F81BD", "7", "4F81BD"),
        ("000000", "1", "FFFFFF"),
        ("FFFFFF", "-0.5", "808080"),
        ("4F81BD", "0.4", "95B3D7"),
    ],
)
def test_tinted(colour, tint, expected):
    assert tint_colour(colour, tint) == expected
