"""What the add-in asks of an engine: the same answers from files and from LibreOffice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from worker.errors import UsageError


def drawn(saved: Path) -> list[tuple[list[Any], list[Any]]]:
    """Categories and values of the series of the first chart of a saved workbook, in the cells and in the cache."""
    import openpyxl

    sheet = openpyxl.load_workbook(saved).worksheets[0]

    def cells(reference: str) -> list[Any]:
        return [cell.value for row in sheet[reference.rpartition("!")[2].replace("$", "")] for cell in row]

    found = []
    for series in sheet._charts[0].series:
        names = series.cat.strRef or series.cat.numRef
        cache = series.val.numRef.numCache
        values = cells(series.val.numRef.f)
        assert cache is None or [float(point.v) for point in cache.pt] == values
        found.append((cells(names.f), values))
    return found


class TestValues:
    @pytest.mark.parametrize(
        ("address", "written", "read"),
        [
            ("A1", None, None),
            ("A1", "", None),
            ("A1", "text", "text"),
            ("A1", "1", "1"),
            ("A1", "2026-01-05", "2026-01-05"),
            ("A1", "TRUE", "TRUE"),
            ("A1", "'quoted", "'quoted"),
            ("A1", "two\nlines", "two\nlines"),
            ("A1", "#N/A is text here", "#N/A is text here"),
            ("A1", 3, 3.0),
            ("A1", -0.1, -0.1),
            ("A1", 10**19, 1e19),
            ("A1", float("nan"), None),
            ("A1", True, True),
            ("A1", dt.date(2026, 1, 5), dt.datetime(2026, 1, 5)),
            ("A1", dt.datetime(2026, 1, 5, 12, 30, 1), dt.datetime(2026, 1, 5, 12, 30, 1)),
            ("A1", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), dt.datetime(2026, 1, 5)),
            ("A1", dt.time(9, 30), dt.time(9, 30)),
            ("A1", dt.timedelta(hours=30), dt.timedelta(hours=30)),
            ("A1", np.float64(2), 2.0),
            ("A1", np.datetime64("2026-01-05T03:30"), dt.datetime(2026, 1, 5, 3, 30)),
            ("A1", pd.Timestamp("2026-01-05"), dt.datetime(2026, 1, 5)),
            ("A1", pd.NaT, None),
            ("A1", pd.NA, None),
            ("A1:B1", [1, 2], [1.0, 2.0]),
            ("A1:A2", [[1], [2]], [1.0, 2.0]),
            ("A1:B2", [["a", None], [None, 4]], [["a", None], [None, 4.0]]),
            ("B2:C3", 0, [[0.0, 0.0], [0.0, 0.0]]),
        ],
    )
    def test_come_back_as_written(self, sheet: Any, address: str, written: Any, read: Any) -> None:
        sheet.range(address).value = written
        assert sheet.range(address).value == read

    def test_kinds_mix_in_one_block(self, sheet: Any) -> None:
        rows = [
            ["Start", "Net", "Live", None],
            [dt.datetime(2026, 1, 5), 10.5, True, "x"],
            [dt.datetime(2026, 2, 2), None, False, 7.0],
            ["open", 3.0, "yes", dt.datetime(2026, 3, 3, 6)],
        ]
        sheet["B2"].value = rows
        assert sheet["B2:E5"].value == rows

    def test_a_date_keeps_the_format_of_its_cell(self, sheet: Any) -> None:
        sheet["A1:A3"].number_format = "dd.mm.yyyy"
        sheet["A1:A3"].value = [[dt.datetime(2026, 1, day)] for day in (1, 2, 3)]
        assert sheet["A1:A3"].number_format == "dd.mm.yyyy"

    @pytest.mark.parametrize(("number_format", "formula"), [("General", "=1+1"), ("@", "=1+1")])
    def test_what_is_formatted_as_text_stays_text(
        self, sheet: Any, saved: Path, number_format: str, formula: str
    ) -> None:
        import openpyxl

        sheet["A1:B1"].number_format = number_format
        sheet["A1:B1"].value = [formula, "x"]
        sheet.book.save(str(saved))
        cell = openpyxl.load_workbook(saved).worksheets[0]["A1"]
        assert (cell.value, cell.data_type) == (formula, "s" if number_format == "@" else "f")

    def test_formulas_are_excels(self, sheet: Any) -> None:
        sheet.book.sheets.add("My plan", after=sheet)
        formulas = ["=SUM(A1:B1,2)", "='My plan'!B2", '="a;b,c"&B1']
        sheet["C1:C3"].formula = [[formula] for formula in formulas]
        assert [row[0] for row in sheet["C1:C3"].formula] == formulas

    def test_used_range_is_what_holds_something(self, sheet: Any) -> None:
        sheet["B2"].value = [["Header", "Field"], ["Clicks", "clicks"]]
        assert sheet.used_range.address == "$B$2:$C$3"
        assert sheet["B2"].expand().value == [["Header", "Field"], ["Clicks", "clicks"]]

    def test_an_empty_sheet_uses_its_first_cell(self, sheet: Any) -> None:
        assert sheet.used_range.address == "$A$1"

    def test_long_columns_are_read_as_far_as_they_are_used(self, sheet: Any) -> None:
        sheet["A1:A3"].value = [[1], [2], [3]]
        found = sheet["A1:A60000"].value
        assert (found[:4], len(found)) == ([1.0, 2.0, 3.0, None], 60_000)

    @pytest.mark.parametrize(
        ("start", "direction", "end"),
        [("A1", "down", "$A$3"), ("A1", "right", "$B$1"), ("A3", "up", "$A$1"), ("A5", "up", "$A$3")],
    )
    def test_ends_of_runs(self, sheet: Any, start: str, direction: str, end: str) -> None:
        sheet["A1:B3"].value = 1
        assert sheet[start].end(direction).address == end

    def test_clearing(self, sheet: Any) -> None:
        sheet["A1:B2"].value = 1
        sheet["A1:B2"].color = (1, 2, 3)
        sheet["A1"].clear_contents()
        sheet["B1"].clear()
        assert [(sheet[c].value, sheet[c].color) for c in ("A1", "B1", "A2")] == [
            (None, (1, 2, 3)),
            (None, None),
            (1.0, (1, 2, 3)),
        ]


class TestLooks:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("color", (255, 244, 206)),
            ("wrap_text", True),
            ("number_format", "0%"),
            ("number_format", '#,##0.00 "€"'),
            ("number_format", "dd.mm.yyyy hh:mm"),
            ("horizontal_alignment", "center"),
            ("vertical_alignment", "top"),
            ("row_height", 22.0),
            ("column_width", 30.0),
        ],
    )
    def test_are_read_back(self, sheet: Any, name: str, value: Any) -> None:
        setattr(sheet["B2:C3"], name, value)
        assert [getattr(sheet[cells], name) for cells in ("B2", "B2:C3")] == [value, value]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("bold", True), ("italic", True), ("size", 9.0), ("name", "Calibri"), ("color", (5, 99, 193))],
    )
    def test_of_fonts_are_read_back(self, sheet: Any, name: str, value: Any) -> None:
        setattr(sheet["B2:C3"].font, name, value)
        assert getattr(sheet["C3"].font, name) == value

    @pytest.mark.parametrize(
        ("name", "value"), [("number_format", "0%"), ("color", (1, 2, 3)), ("column_width", 30.0)]
    )
    def test_that_differ_are_none(self, sheet: Any, name: str, value: Any) -> None:
        setattr(sheet["B2"], name, value)
        assert getattr(sheet["A2:B2"], name) is None

    def test_excels_colours_in_all_their_spellings(self, sheet: Any) -> None:
        for cell, colour in (("A1", "#0563C1"), ("A2", (5, 99, 193)), ("A3", 0xC16305)):
            sheet[cell].color = colour
        assert {sheet[cell].color for cell in ("A1", "A2", "A3")} == {(5, 99, 193)}
        sheet["A1"].color = None
        assert sheet["A1"].color is None

    def test_columns_are_hidden_and_shown(self, sheet: Any) -> None:
        sheet["B1:C1"].columns.hidden = True
        assert [sheet[f"{letter}1"].columns.hidden for letter in "ABC"] == [False, True, True]
        sheet["B1:C1"].columns.hidden = False
        assert not sheet["B1"].columns.hidden

    def test_autofit_widens_for_text(self, sheet: Any) -> None:
        before = sheet["A1"].column_width
        sheet["A1"].value = "a long text that does not fit"
        sheet["A1"].columns.autofit()
        assert sheet["A1"].column_width > before

    def test_panes_and_gridlines_reach_the_file(self, sheet: Any, saved: Path) -> None:
        import openpyxl

        other = sheet.book.sheets.add("Other", after=sheet)
        sheet.freeze_panes.freeze_at(sheet["A1:B4"])
        sheet.show_gridlines = False
        assert (sheet.show_gridlines, other.show_gridlines) == (False, True)
        sheet.book.save(str(saved))
        first, second = openpyxl.load_workbook(saved).worksheets
        assert (first.freeze_panes, first.sheet_view.showGridLines) == ("C5", False)
        assert (second.freeze_panes, second.sheet_view.showGridLines is False) == (None, False)


class TestRules:
    def test_a_drop_down_is_replaced_not_doubled(self, sheet: Any) -> None:
        sheet["D1"].value = [["net_cost"], ["spend"]]
        sheet["A1:A5"].data_validation.set_list(["confirm", "reject"])
        assert (sheet["A3"].data_validation.type, sheet["B3"].data_validation.type) == ("list", "none")
        sheet["A1:A5"].data_validation.set_list(sheet["D1:D2"])
        assert "$D$1:$D$2" in sheet["A1:A5"].data_validation.source
        sheet["A1:A5"].data_validation.delete()
        assert sheet["A3"].data_validation.type == "none"

    @pytest.mark.filterwarnings("ignore:.*extension is not supported")
    def test_rules_reach_the_file(self, sheet: Any, saved: Path) -> None:
        import openpyxl

        sheet["A1:A3"].value = [[0.2], [0.5], [1]]
        sheet["A1:A3"].conditional_formats.add_data_bar((116, 169, 207), minimum=0, maximum=1)
        sheet["B1:B3"].data_validation.set_list(["confirm", "reject"])
        sheet.book.save(str(saved))
        found = openpyxl.load_workbook(saved).worksheets[0]
        bars = [rule.type for area in found.conditional_formatting for rule in area.rules]
        lists = [(str(rule.sqref), rule.type) for rule in found.data_validations.dataValidation]
        assert (bars, lists) == (["dataBar"], [("B1:B3", "list")])
        ends = [(end.type, end.val) for end in next(iter(found.conditional_formatting)).rules[0].dataBar.cfvo]
        assert ends == [("num", 0.0), ("num", 1.0)]

    def test_a_look_by_formula_and_a_filter_reach_the_file(self, sheet: Any, saved: Path) -> None:
        import openpyxl

        sheet["A1:A4"].value = [["Field"], ["x"], ["y"], ["x"]]
        sheet["A2:A4"].conditional_formats.add_custom(
            "=COUNTIF($A$2:$A$4,$A2)>1", fill_color=(255, 199, 206), font_color=(156, 0, 6)
        )
        sheet["A1:A4"].impl.show_filter()
        sheet.book.save(str(saved))
        found = openpyxl.load_workbook(saved).worksheets[0]
        (area,) = found.conditional_formatting
        (rule,) = area.rules
        assert (str(area.sqref), rule.type) == ("A2:A4", "expression")
        assert "COUNTIF" in rule.formula[0]
        assert rule.dxf.fill.bgColor.rgb[-6:] == "FFC7CE"
        assert found.auto_filter.ref == "A1:A4"

    def test_lines_between_rows(self, sheet: Any, saved: Path) -> None:
        block = sheet["B2:C4"]
        block.borders.set(
            ["inside_horizontal", "edge_bottom"], line_style="continuous", color=(208, 217, 226)
        )
        found = block.borders["inside_horizontal"]
        assert (found.line_style, found.weight, found.color) == ("continuous", "thin", (208, 217, 226))
        assert (block.borders["edge_top"].line_style, block.borders.line_style) == (None, None)
        sheet.book.save(str(saved))
        import openpyxl

        cell = openpyxl.load_workbook(saved).worksheets[0]["C3"].border
        assert (cell.bottom.style, cell.bottom.color.rgb[2:], cell.left.style) == ("thin", "D0D9E2", None)
        block.borders.clear()
        assert block.borders["edge_bottom"].line_style is None

    def test_text_moved_from_its_edge(self, sheet: Any, saved: Path) -> None:
        sheet["A1:B2"].adjust_indent(2)
        sheet["A1:B2"].adjust_indent(-1)
        sheet["B1:B2"].horizontal_alignment = "right"
        sheet.book.save(str(saved))
        import openpyxl

        found = openpyxl.load_workbook(saved).worksheets[0]
        looks = [(found[at].alignment.horizontal, found[at].alignment.indent) for at in ("A1", "B2")]
        assert looks == [("left", 1), ("right", 1)]

    def test_a_link_leads_inside_the_workbook(self, sheet: Any, saved: Path) -> None:
        sheet.book.sheets.add("Plan 1", after=sheet)
        sheet["A1"].add_hyperlink("#'Plan 1'!B7", "Plan 1!B7", "Go to the header")
        assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("Plan 1!B7", "#'Plan 1'!B7")
        sheet.book.save(str(saved))
        app = sheet.book.app
        sheet.book.close()
        again = app.books.open(str(saved)).sheets[0]["A1"]
        assert (again.value, again.hyperlink) == ("Plan 1!B7", "#'Plan 1'!B7")


class TestStructure:
    def test_merging_and_unmerging(self, sheet: Any) -> None:
        sheet["A1:C2"].merge()
        assert (sheet["B2"].merge_area.address, sheet["B2"].merge_cells) == ("$A$1:$C$2", True)
        sheet["A1:C2"].unmerge()
        assert not sheet["A1"].merge_cells

    def test_names_of_a_book_and_of_a_sheet(self, sheet: Any) -> None:
        book = sheet.book
        sheet["B2:C3"].name = "MM_Client"
        other = book.sheets.add("My plan", after=sheet)
        other.names.add("only_here", "='My plan'!$A$1")
        assert sheet["MM_Client"].address == "$B$2:$C$3"
        assert book.names["MM_Client"].refers_to == "=Sheet1!$B$2:$C$3"
        assert [name.name for name in other.names] == ["'My plan'!only_here"]
        assert ("MM_Client" in book.names, "only_here" in sheet.names) == (True, False)
        book.names["MM_Client"].delete()
        assert "MM_Client" not in book.names

    def test_sheets_are_added_beside_others(self, app: Any) -> None:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        book.sheets.add("Review", before=book.sheets["Plan"])
        book.sheets.add("Checks", after=book.sheets["Plan"])
        assert book.sheet_names == ["Review", "Plan", "Checks"]
        assert book.sheets.active.name == "Checks"
        book.sheets["review"].delete()
        assert book.sheet_names == ["Plan", "Checks"]

    def test_a_hidden_sheet_is_still_there(self, sheet: Any) -> None:
        hidden = sheet.book.sheets.add("Review rows", after=sheet)
        hidden.visible = False
        assert (hidden.visible, sheet.visible, len(sheet.book.sheets)) == (False, True, 2)

    def test_copies_of_sheets_and_cells(self, sheet: Any) -> None:
        sheet["A1:B1"].value = [1, "=A1+1"]
        sheet["A1:B1"].copy(sheet["A2"])
        assert sheet["B2"].formula == "=A2+1"
        sheet.copy()
        assert (sheet.book.sheet_names, sheet.book.sheets[1]["A1"].value) == (["Sheet1", "Sheet1 (2)"], 1.0)

    def test_notes(self, sheet: Any) -> None:
        sheet["B2"].add_note("Taken from the plan")
        assert (sheet["B2"].note.text, sheet["A1"].note) == ("Taken from the plan", None)
        sheet["B2"].note.delete()
        assert sheet["B2"].note is None


class TestCharts:
    @pytest.mark.parametrize(
        "kind",
        [
            "column_clustered",
            "column_stacked",
            "column_stacked_100",
            "bar_clustered",
            "line",
            "line_markers",
            "pie",
            "area",
        ],
    )
    def test_are_drawn_and_saved(self, sheet: Any, saved: Path, kind: str) -> None:
        import openpyxl

        sheet["A1"].value = [["Month", "Confirmed", "Corrected"], ["Jan", 10, 2], ["Feb", 12, 1]]
        chart = sheet.charts.add(20, 40, 300, 200, chart_type=kind, source=sheet["A1:C3"], name="Decisions")
        chart.title = "Decisions a month"
        chart.legend.position = "bottom"
        assert (chart.chart_type, chart.title, chart.legend.position) == (kind, "Decisions a month", "bottom")
        assert (round(chart.left), round(chart.top), round(chart.width)) == (20, 40, 300)
        assert ("Decisions" in sheet.charts, len(sheet.charts)) == (True, 1)
        sheet.book.save(str(saved))
        (drawn,) = openpyxl.load_workbook(saved).worksheets[0]._charts
        assert len(drawn.series) in (2, 1 if kind == "pie" else 2)
        values = [series.val.numRef.f.replace("$", "") for series in drawn.series]
        assert [text.rpartition("!")[2] for text in values] == ["B2:B3", "C2:C3"][: len(values)]

    @pytest.mark.parametrize("late", [False, True], ids=["made with data", "given data later"])
    def test_a_chart_draws_what_its_cells_hold(self, sheet: Any, saved: Path, late: bool) -> None:
        sheet.name = "Memory report"
        sheet["A5"].value = [["Decisions", "Count"], ["confirmed", 7], ["rejected", 2]]
        chart = sheet.charts.add(20, 40, 300, 200, source=None if late else sheet["A5:B7"])
        if late:
            chart.title = "Decisions"
            chart.set_source_data(sheet["A5:B7"])
            assert chart.title == "Decisions"
        chart.chart_type = "bar_clustered"
        assert [series.name for series in chart.series] == ["Count"]
        chart.series[0].fill_color = (46, 84, 120)
        assert chart.series[0].fill_color == (46, 84, 120)
        sheet.book.save(str(saved))
        assert drawn(saved) == [(["confirmed", "rejected"], [7.0, 2.0])]

    def test_charts_of_two_sheets_stand_beside_each_other(self, sheet: Any) -> None:
        """A summary and a memory report of one workbook have a chart each, and neither is named."""
        other = sheet.book.sheets.add(after=sheet)
        for one in (sheet, other, other):
            one["A1"].value = [["Month", "Cost"], ["Jan", 1]]
            one.charts.add(source=one["A1:B2"])
        assert (len(sheet.charts), len(other.charts)) == (1, 2)

    def test_rows_as_series_and_axes(self, sheet: Any) -> None:
        sheet["A1"].value = [["", "Jan", "Feb", "Mar"], ["Net", 1, 2, 3]]
        chart = sheet.charts.add(source=sheet["A1:D2"], chart_type="line", plot_by="rows")
        chart.value_axis.title = "EUR"
        assert (chart.plot_by, chart.value_axis.title, chart.category_axis.title) == ("rows", "EUR", None)
        chart.delete()
        assert len(sheet.charts) == 0


class TestBooks:
    def test_a_new_book_has_a_name_and_no_path(self, app: Any) -> None:
        one, two = app.books.add(), app.books.add()
        assert (one.fullname, one.name != two.name) == (one.name, True)
        assert app.books.active == two

    def test_saving_opening_and_finding_it_open(self, app: Any, saved: Path) -> None:
        book = app.books.add()
        book.sheets[0]["A1"].value = "Größe"
        book.save(str(saved))
        assert (book.name, book.fullname) == (saved.name, str(saved))
        assert app.books.open(str(saved)) == book
        book.close()
        again = app.books.open(str(saved))
        assert again.sheets[0]["A1"].value == "Größe"
        again.sheets[0]["A1"].value = 2
        again.save()
        again.close()
        assert app.books.open(str(saved)).sheets[0]["A1"].value == 2.0

    def test_the_selection_is_that_of_the_active_book(self, app: Any) -> None:
        sheet = app.books.add().sheets[0]
        sheet["C3:D4"].select()
        assert app.selection.address == "$C$3:$D$4"

    def test_the_status_bar_says_what_was_said_last(self, app: Any) -> None:
        app.books.add()
        app.status_bar = "Reading"
        app.status_bar = "Understanding sheet 2 of 5"
        assert app.status_bar == "Understanding sheet 2 of 5"
        app.status_bar = False
        assert app.status_bar is False

    def test_screen_updating_is_what_it_was_set_to(self, app: Any) -> None:
        sheet = app.books.add().sheets[0]
        app.screen_updating = False
        sheet["A1"].value = 1
        assert (app.screen_updating, sheet["A1"].value) == (False, 1.0)
        app.screen_updating = True
        assert app.screen_updating is True

    def test_pasting_without_a_copy_says_so(self, sheet: Any) -> None:
        with pytest.raises(UsageError, match="Nothing has been copied"):
            sheet["A1"].paste()
