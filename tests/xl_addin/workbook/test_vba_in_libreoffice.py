"""The workbook's VBA in a real LibreOffice: every module compiles, and formulas, JSON and the way round Python run.

What only Excel has (COM, HTTP objects, macOS scripts) is cut off at one function; all before and behind it is ours.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import uuid
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from xl_addin.engines.uno.connection import Connection, load_uno
from xl_addin.engines.uno.own_office import Office, start_office
from xl_addin.workbook.builder import VBA
from xl_addin.workbook.place import workbook_file

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(VBA.glob("*.bas"))}
PUBLIC = [
    (module, name)
    for module, text in TEXTS.items()
    for name in re.findall(r"(?m)^Public (?:Function|Sub) (\w+)", text)
]
RUN_ALWAYS = 4
SECONDS = 60
STAND_IN = """
Private said As String
Private heard As String
Private asked As Long

Public Sub Say(ByVal words As String)
    said = words
End Sub

Public Function Heard_() As String
    Heard_ = heard
End Function

Public Function Asked_() As Long
    Asked_ = asked
End Function

Public Function Thrice_(ByVal header As String) As String
    Thrice_ = MAP_COLUMN(header) & "|" & MAP_CONFIDENCE(header) & "|" & MAP_WHY(header)
End Function

Private Function Told(ByVal route As String, ByVal body As String) As Collection
    If said = "" Then Err.Raise 5
    If route = "/v1/health" Then
        Set Told = ParseJson("{""version"": ""1"", ""revision"": 7}")
        Exit Function
    End If
    asked = asked + 1
    heard = route & " " & body
    Set Told = ParseJson(said)
End Function

Private Function Known(ByVal key As String, answer As Variant) As Boolean
    Dim entry As Variant
    For Each entry In kept
        If entry(3) = key Then
            answer = entry
            Known = True
        End If
    Next entry
End Function
"""
"""In place of the wire, and of asking a Collection for a key that it lacks: LibreOffice's can't be asked."""


class Document:
    """The workbook, open with its macros; *modules* in place of its own."""

    def __init__(self, desktop: Any, modules: dict[str, str] | None = None) -> None:
        macros = load_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        macros.Name, macros.Value = "MacroExecutionMode", RUN_ALWAYS
        url = workbook_file().as_uri()
        self.document = desktop.loadComponentFromURL(url, "_blank", 0, (macros,))
        self.sheet = self.document.Sheets.getByName("Review")
        library = self.document.BasicLibraries.getByName("MediaMapper")
        for name, text in (modules or {}).items():
            library.replaceByName(name, f"Option VBASupport 1\n{text.partition(chr(10))[2]}")

    def run(self, procedure: str, *arguments: Any) -> Any:
        url = f"vnd.sun.star.script:MediaMapper.{procedure}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(url).invoke(arguments, (), ())[0]

    def put(self, place: str, rows: tuple[tuple[Any, ...], ...]) -> None:
        self.sheet.getCellRangeByName(place).setDataArray(rows)

    def formula(self, text: str, place: str = "P30") -> Any:
        cell = self.sheet.getCellRangeByName(place)
        cell.setFormula("")
        cell.setFormula(text)
        assert cell.getError() == 0
        return cell.getDataArray()[0][0]

    def spilt(self, text: str, place: str) -> tuple[tuple[Any, ...], ...]:
        block = self.sheet.getCellRangeByName(place)
        block.setArrayFormula(text)
        found: tuple[tuple[Any, ...], ...] = block.getDataArray()
        block.setArrayFormula("")
        return found

    def close(self) -> None:
        self.document.close(True)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice that runs macros."""
    if shutil.which("soffice") is None:
        if os.environ.get("TESTS_NEED_LIBREOFFICE"):
            pytest.fail("LibreOffice is not installed, and this run must not skip its tests.")
        pytest.skip("LibreOffice is not installed.")
    home = tmp_path_factory.mktemp("office")
    pipe = f"mm-vba-{uuid.uuid4().hex[:12]}"
    with start_office(home / "profile", pipe, macros=True, environment={"HOME": str(home)}) as started:
        yield started


@pytest.fixture(scope="module")
def desktop(office: Office) -> Iterator[Any]:
    connection = Connection(office.pipe)
    yield connection.desktop
    connection.close()


@pytest.fixture(autouse=True)
def time_limit(office: Office) -> Iterator[None]:
    """A macro that hangs ends with its office, and the waiting call with an error."""
    timer = threading.Timer(SECONDS, office.stop)
    timer.start()
    yield
    timer.cancel()


@pytest.fixture(scope="module")
def workbook(desktop: Any) -> Iterator[Document]:
    """As it is shipped."""
    document = Document(desktop)
    yield document
    document.close()


@pytest.fixture
def beside_python(desktop: Any) -> Iterator[Document]:
    """As in Excel on Windows where our Python does not answer: formulas go to the worker; the wire is a stand-in."""
    host = TEXTS["Host"].replace("InLibreOffice = True", "InLibreOffice = False")
    host = host.replace("OnMac = Not InLibreOffice()", "OnMac = False")
    worker = TEXTS["Worker"].replace('said("reason")), key', 'said("reason"), key), key')
    for name in ("Told", "Known"):
        worker, cut = re.subn(rf"(?ms)^Private Function {name}\(.*?^End Function\n", "", worker)
        assert cut == 1
    variables, first, procedures = STAND_IN.partition("Public Sub")
    worker = worker.replace("Private kept", f"{variables}Private kept") + first + procedures
    document = Document(desktop, {"Host": host, "Worker": worker})
    yield document
    document.close()


# ---------------------------------------------------------------- as shipped


@pytest.mark.parametrize(("module", "name"), PUBLIC)
def test_every_procedure_is_there_to_be_run(workbook: Document, module: str, name: str) -> None:
    url = f"vnd.sun.star.script:MediaMapper.{module}.{name}?language=Basic&location=document"
    assert workbook.document.getScriptProvider().getScript(
        url
    )  # of a module that does not compile there is none


def test_it_knows_where_it_runs(workbook: Document) -> None:
    assert workbook.run("Host.InLibreOffice") is True
    assert workbook.run("Host.OnMac") is False


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ('=MAP_COLUMN("Media Cost")', "?"),
        ('=MAP_COLUMN("Media Cost";A1:A9)', "?"),
        ('=MAP_CONFIDENCE("Media Cost")', "?"),
        ('=MAP_VALUE("platform";"FB")', "?"),
        ("=MAP_COLUMN(A:A)", "?"),
        ('=MAP_COLUMN({"a";"b"})', "?"),
        (
            '=MAP_WHY("Media Cost")',
            "MediaMapper's extension is not installed in LibreOffice. Run: mediamapper install",
        ),
    ],
)
def test_without_the_extension_a_formula_says_so_calmly(workbook: Document, formula: str, shown: str) -> None:
    assert workbook.formula(formula) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (0.25, "0.25"),
        (-0.5, "-0.5"),
        (1234567.89, "1234567.89"),
        ('a"\\ü\n€', r'"a\u0022\u005C\u00FC\u000A\u20AC"'),
    ],
)
def test_a_value_as_json(workbook: Document, value: Any, text: str) -> None:
    assert workbook.run("Json.JsonText", value) == text


# ---------------------------------------------------------------- to the extension


THROUGH = """
Private Function Recorded(one As Variant, two As Variant) As Variant
    Dim bag As Object, rows As Variant, row As Variant
    Set bag = CreateUnoService("com.sun.star.beans.PropertyBag")
    bag.addProperty "one", 0, one
    rows = bag.getPropertyValue("one")
    row = rows(0)
    Recorded = Array(Array("a", UBound(rows)), Array(row(1), "d"))
End Function

Public Function Spilt_() As Variant
    Dim cells(1 To 3, 1 To 2) As Variant
    cells(1, 2) = "top right"
    Spilt_ = Grid(Recorded(Block(cells), Empty))
End Function

Public Function One_() As Variant
    One_ = Grid(Array(Array("because")))
End Function

Public Function Bare_() As Variant
    Bare_ = Grid("Meta")
End Function
"""
"""A UNO service that is always there stands for the extension: it gets and gives what that would."""


@pytest.fixture
def with_extension(desktop: Any) -> Iterator[Document]:
    document = Document(desktop, {"Formulas": TEXTS["Formulas"] + THROUGH})
    yield document
    document.close()


def test_the_extension_gets_rows_of_cells_and_its_rows_spill(with_extension: Document) -> None:
    # Three rows went in, their last has the index 2; the first one's second cell came out again.
    assert with_extension.run("Formulas.Spilt_") == (("a", 2), ("top right", "d"))


def test_one_cell_is_one_value(with_extension: Document) -> None:
    assert with_extension.run("Formulas.One_") == "because"


def test_a_value_that_comes_bare_stays_so(with_extension: Document) -> None:
    assert with_extension.run("Formulas.Bare_") == "Meta"


# ---------------------------------------------------------------- round Python, to the worker


def suggestions(*fields: str | None) -> str:
    told = (
        f'{{"header": "h", "field": {f"{chr(34)}{field}{chr(34)}" if field else "null"}, "confidence": 0.{at}5,'
        f' "origin": "rules", "reason": "4\\u00d7 \\"{field}\\"", "alternatives": [{{"field": "x"}}]}}'
        for at, field in enumerate(fields, 1)
    )
    return '{"suggestions": [' + ", ".join(told) + "]}"


def test_a_range_is_one_question_and_its_answers_spill(beside_python: Document) -> None:
    beside_python.put("A20:D20", (("Media Cost", "Start", "", "No such"),))
    beside_python.put("A21:D22", ((1200.5, "x", "", ""), (7, "y", "", "")))
    beside_python.run("Worker.Say", suggestions("net_cost", "start_date", None))
    found = beside_python.spilt("=MAP_COLUMN(A20:D20;A21:D22)", "A40:D40")
    assert found == (("net_cost", "start_date", "", "?"),)
    assert beside_python.run("Worker.Asked_") == 1
    assert beside_python.run("Worker.Heard_") == (
        '/v1/suggest {"llm":false,"one_to_one":false,"alternatives":1,"columns":['
        '{"name":"Media Cost","samples":[1200.5,7]},{"name":"Start","samples":["x","y"]},'
        '{"name":"No such","samples":[]}]}'
    )


def test_what_was_told_is_not_asked_again(beside_python: Document) -> None:
    beside_python.run("Worker.Say", suggestions("net_cost"))
    assert beside_python.run("Worker.Thrice_", "Media Cost") == 'net_cost|0.15|4× "net_cost"'
    assert beside_python.run("Worker.Asked_") == 1


def test_headers_below_each_other(beside_python: Document) -> None:
    beside_python.put("A20:D21", (("Cost", 5, 6, 7), ("Start", "x", "y", "z")))
    beside_python.run("Worker.Say", suggestions("net_cost", "start_date"))
    assert beside_python.spilt("=MAP_COLUMN(A20:A21;B20:D21)", "A40:A41") == (("net_cost",), ("start_date",))
    assert '"samples":[5,6,7]' in beside_python.run("Worker.Heard_")


def test_values_of_a_field(beside_python: Document) -> None:
    beside_python.put("A20:A21", (("FB",), ("nothing",)))
    told = '{"value": "v", "canonical": %s, "confidence": 0.9, "origin": "rules", "reason": "r"}'
    beside_python.run("Worker.Say", '{"values": [' + told % '"Meta"' + "," + told % "null" + "]}")
    assert beside_python.spilt('=MAP_VALUE("platform";A20:A21)', "A40:A41") == (("Meta",), ("?",))
    assert beside_python.run("Worker.Heard_") == '/v1/values {"field":"platform","values":["FB","nothing"]}'


def test_a_silent_worker_is_no_error(beside_python: Document) -> None:
    field, confidence, why = beside_python.run("Worker.Thrice_", "Media Cost").split("|")
    assert (field, confidence) == ("?", "?")
    assert why.startswith("MediaMapper's worker does not answer.")
    assert "mediamapper doctor" in why


@pytest.mark.parametrize(
    "broken", ["no json", "{", '{"suggestions": [', '{"suggestions": []}', '{"error": {}}']
)
def test_an_answer_that_makes_no_sense_is_no_error(beside_python: Document, broken: str) -> None:
    beside_python.run("Worker.Say", broken)
    assert beside_python.formula('=MAP_COLUMN("Media Cost")') == "?"


# ---------------------------------------------------------------- the menu of versions


MENU = """
Public Function Item_() As String
    Item_ = MenuItem("mmBook1", "R&D <1>.xlsx", "C:\\R&D\\""x"".xlsx", "MMR_CompareWithBook")
End Function

Public Function Menu_() As String
    Dim content As Variant
    MMR_CompareMenu Nothing, content
    Menu_ = content
End Function
"""


@pytest.fixture
def with_menu(desktop: Any) -> Iterator[Document]:
    document = Document(desktop, {"Buttons": TEXTS["Buttons"] + MENU})
    yield document
    document.close()


def test_a_workbooks_name_stands_in_the_menu_as_it_is(with_menu: Document) -> None:
    item = ElementTree.fromstring(with_menu.run("Buttons.Item_"))
    # In a menu's label a single & marks the next letter as a key.
    assert item.attrib == {
        "id": "mmBook1", "label": "R&&D <1>.xlsx", "tag": 'C:\\R&D\\"x".xlsx', "onAction": "MMR_CompareWithBook",
    }  # fmt: skip


def test_the_menu_is_one_that_excel_takes(with_menu: Document) -> None:
    menu = ElementTree.fromstring(with_menu.run("Buttons.Menu_"))
    assert menu.tag == "{http://schemas.microsoft.com/office/2009/07/customui}menu"
    assert [item.attrib["label"] for item in menu][-1] == "A file..."
