"""The twelve buttons, as toolbar and menu show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """One button; its icon is `icons/<verb>.svg`."""

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
    Button("undo_last", "Undo last", starts_group=True),
    Button("memory_report", "Memory report"),
    Button("settings", "Settings", starts_group=True),
    Button("doctor", "Doctor"),
    Button("help", "Help"),
)
VERBS = tuple(button.verb for button in BUTTONS)
