"""The buttons, as LibreOffice's toolbar and menu show them; the ribbon of Excel is `workbook/customUI14.xml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """One button; its icon in LibreOffice is `calc/extension/icons/<verb>.svg`."""

    verb: str
    """Function of `xl_addin.ribbon` that does it."""
    title: str
    starts_group: bool = False


BUTTONS = (
    Button("map_columns", "Map columns"),
    Button("accept_all_sure", "Accept all sure"),
    Button("confirm", "Confirm"),
    Button("reject", "Reject"),
    Button("next_doubt", "Next doubt"),
    Button("check_plan", "Check plan", starts_group=True),
    Button("export_raw_data", "Export raw data"),
    Button("compare_with", "Compare with..."),
    Button("cancel", "Cancel"),
    Button("undo_last", "Undo last", starts_group=True),
    Button("memory_report", "Memory report"),
    Button("keep_values", "Keep values", starts_group=True),
    Button("remove_sheets", "Remove sheets"),
    Button("settings", "Settings", starts_group=True),
    Button("doctor", "Doctor"),
    Button("help", "Help"),
)
VERBS = tuple(button.verb for button in BUTTONS)
