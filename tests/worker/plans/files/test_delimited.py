"""Text tables: encodings, separators and quotes as exports really come; cells stay as written."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import FileProblem
from worker.plans.files.delimited import delimiter_of, read_text
from worker.settings import Settings

SETTINGS = Settings(memory_dir=Path())


def read(data, name="plan.csv", **options):
    return read_text(
        data if isinstance(data, bytes) else data.encode(), Path(name), settings=SETTINGS, **options
    )


def cells(data, name="plan.csv"):
    return read(data, name).sheets[0].cells


# ---------------------------------------------------------------- cells stay as written


def test_values_are_not_converted():
    row = ["007", "1.234,50", "3/4/2026", "TRUE", " x ", "=1+1", "1e5", "NaN", "-"]
    assert cells(";".join(row)) == [row]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a,b,c\n1\n1,2,3\n", [["a", "b", "c"], ["1", None, None], ["1", "2", "3"]]),
        ("a,b\n1,2,3\n", [["a", "b", None], ["1", "2", "3"]]),
        ('a,b\n"1\n2",3\n', [["a", "b"], ["1\n2", "3"]]),
        ('a,b\n"say ""hi""",3\n', [["a", "b"], ['say "hi"', "3"]]),
        ('a,b\n5" disc,3\n', [["a", "b"], ['5" disc', "3"]]),
        ('a,b\n"Big" plan,3\n', [["a", "b"], ["Big plan", "3"]]),
        ("Report\nJan 1 - Jan 31\n\na,b,c\n1,2,3\n4,5,6\n", [
            ["Report", None, None], ["Jan 1 - Jan 31", None, None], [None] * 3,
            ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"],
        ]),
        ("a,b,,\n1,2,,\n,,,\n\n", [["a", "b"], ["1", "2"]]),
        ("only\none\ncolumn", [["only"], ["one"], ["column"]]),
        ("sep=;\na;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("sep=\t\r\na\tb,c\r\n", [["a", "b,c"]]),
        ("a,b\n1,2\n\x1a", [["a", "b"], ["1", "2"]]),
    ],
)  # fmt: skip
def test_rows(text, rows):
    assert cells(text) == rows


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,cost\nA,1\n", ","),
        ("name;cost\nA;1,5\nB;2,5\nC;3,5\n", ";"),
        ("a;b;c\nx, y;1.000,00;2\nx, y;1.000,00;2\n", ";"),
        ("a\tb\nx, y; z\t1\nx, y; z\t1\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("Campaign report\nAll time; all accounts\nday,cost\n1,2\n2,3\n", ","),
        ('a,b\n"x;y;z;w",1\n"x;y;z;w",2\n', ","),
        ("words without any sign\nanother, with one\nand more\nand more\nand more\nand more", ","),
    ],
)
def test_delimiter(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_the_name_settles_a_draw():
    assert delimiter_of("a,b\tc\n1,2\t3\n", expected="\t") == "\t"
    assert read("a,b\tc\n1,2\t3\n", "plan.tsv").delimiter == "\t"


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest():
    book = read('name,cost\n"Spring,1\nSummer,2\nAutumn,3\n')
    assert [row[1] for row in book.sheets[0].cells] == ["cost", "1", "2", "3"]
    assert [finding.code for finding in book.findings] == ["quote-not-closed"]


def test_named_after_the_file():
    assert read("a,b", "Google Ads.csv").sheets[0].sheet == "Google Ads"
    assert read("a,b", "Ads.csv", sheets=["ads"]).sheets[0].sheet == "Ads"
    with pytest.raises(FileProblem, match="There is no sheet 'Plan'"):
        read("a,b", "Ads.csv", sheets=["Plan"])


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n,,", "\ufeff", " \n \n"])
def test_no_values(text):
    with pytest.raises(FileProblem) as caught:
        read(text)
    assert caught.value.code == "no-values"


def test_too_many_cells():
    with pytest.raises(FileProblem, match="more than 10 cells"):
        read_text(b"1,2,3\n" * 4, Path("a.csv"), settings=Settings(memory_dir=Path(), max_cells=10))


def test_a_line_that_is_no_row():
    with pytest.raises(FileProblem) as caught:
        read("x" * 200_000)
    assert caught.value.code == "not-a-table"


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufeff\x1a\ufffd", exclude_categories=["Cc", "Cs"]),
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_csv_writes_is_read_back(rows, delimiter):
    header = ["Alpha", "Beta", "Gamma"]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows, header])
    found = cells(f"sep={delimiter}\n" + stream.getvalue())
    assert found == [[cell or None for cell in row] for row in (header, *rows, header)]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_problem(data):
    try:
        book = read(data)
    except FileProblem as problem:
        assert problem.next_step
    else:
        assert len({len(row) for row in book.sheets[0].cells}) == 1
