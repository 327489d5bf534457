"""Lines between the cells of one sheet: LibreOffice has only a command that turns them over, and its state."""

from __future__ import annotations

from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.uno_object import UnoObject

COMMAND = ".uno:ToggleSheetGrid"
"""The view's property ShowGrid is about all sheets at once."""


def are_on(office: Connection, view: UnoObject) -> bool:
    """Whether the sheet in *view* has lines."""
    url = office.struct("com.sun.star.util.URL", Complete=COMMAND)
    _, url = office.create("com.sun.star.util.URLTransformer").parseStrict(url)
    dispatch = view.getFrame().queryDispatch(url, "", 0)
    heard = office.listener()
    dispatch.addStatusListener(heard, url)  # answers at once, with the state
    dispatch.removeStatusListener(heard, url)
    return bool(heard.states[-1]) if heard.states else bool(view.ShowGrid)


def show(office: Connection, view: UnoObject, on: bool) -> None:
    """Give the sheet in *view* lines, or take them away."""
    if are_on(office, view) != on:
        helper = office.create("com.sun.star.frame.DispatchHelper")
        helper.executeDispatch(view.getFrame(), COMMAND, "", 0, ())
