"""The UNO side: the Calc add-in `org.mediamapper.calc.Formulas` and the buttons `org.mediamapper.calc.Buttons`."""

from __future__ import annotations

import secrets
from typing import Tuple

import unohelper  # type: ignore[import-not-found]
from com.sun.star.beans import NamedValue  # type: ignore[import-not-found]
from com.sun.star.frame import XDispatch, XDispatchProvider  # type: ignore[import-not-found]
from com.sun.star.lang import XInitialization, XServiceInfo  # type: ignore[import-not-found]
from com.sun.star.task import XJob  # type: ignore[import-not-found]
from org.mediamapper.calc import XButtons, XFormulas, XMacros  # type: ignore[import-not-found]

from .answers import Answers, Argument
from .helper import Helper
from .link import ASIDE, Json, Link
from .office import Office
from .steps import SERVICE as STEPS
from .steps import Objects, UnoObject
from .watch import Watch
from .words import use

FORMULAS = "org.mediamapper.calc.Formulas"
BUTTONS = "org.mediamapper.calc.Buttons"
PROTOCOL = "vnd.mediamapper:"
COMPARE = "compare_with"
Rows = Tuple[Tuple[Argument, ...], ...]


class Shared:
    """What formulas and buttons have in common, once an office."""

    _one: Shared | None = None

    def __init__(self, context: UnoObject) -> None:
        self.office = Office(context)
        use(self.office.language)
        self.answers = Answers(Link())
        self.watch = Watch(self.answers, Link(patience=ASIDE), lambda: self.office.soon(self.recalculate))
        self.answers.aside = self.watch.nudge
        self.pipe = f"mediamapper_{secrets.token_hex(8)}"
        self.helper: Helper | None = None
        self.frame: UnoObject = None
        self.office.at_end(self.end)

    @property
    def formulas(self) -> Answers:
        """The answers, watched from now on."""
        self.watch.start()
        return self.answers

    @classmethod
    def of(cls, context: UnoObject) -> Shared:
        """The one of this office."""
        if cls._one is None:
            cls._one = cls(context)
        return cls._one

    def recalculate(self) -> None:
        """Calculate the sheets again; in the main thread."""
        self.answers.start_over()
        if not self.office.recalculate():
            self.watch.pause()

    def press(self, verb: str, frame: UnoObject) -> None:
        """Have the helper process do *verb*; *frame* shows what becomes of it.

        Whoever compares is asked first with what; where nothing was chosen, nothing is done.
        """
        frame = frame or self.office.desktop.getCurrentFrame()
        other = self.office.chosen_version(frame) if verb == COMPARE else ""
        if verb == COMPARE and not other:
            return
        self.frame = frame
        self._helper().press(verb, other)
        self.office.show(frame, "MediaMapper ...")  # the window is drawn for it, while the helper begins

    def prepare(self, frame: UnoObject) -> None:
        """Have a helper and a worker ready for the first button, where a person sees *frame*; in the main thread."""
        if self.helper is None and self.office.window(frame):
            self._helper().start()

    def _helper(self) -> Helper:
        """The one of this office; in the main thread."""
        if self.helper is None:
            self.office.listen(self.pipe)
            self.helper = Helper(self.pipe, self.answered)
        return self.helper

    def answered(self, answer: dict[str, object]) -> None:
        """What became of a button; called in a thread of the helper's."""
        self.office.soon(lambda: self._finished(answer))

    def _finished(self, answer: Json) -> None:
        assert self.helper
        if not self.helper.waiting:
            self.office.show(self.frame, "")
        self.answers.forget(answer.get("scope"))
        self.recalculate()
        if not answer.get("ok") and answer.get("code") != "stopped":
            self.office.complain(self.frame, str(answer.get("message")))

    def end(self) -> None:
        """The office ends: what was started ends with it."""
        self.watch.end()
        if self.helper:
            self.helper.close()


class Registered(unohelper.Base, XServiceInfo):  # type: ignore[misc]
    """Says by which names the office has it, its own the first."""

    services: tuple[str, ...]

    def getImplementationName(self) -> str:
        """As registered."""
        return self.services[0]

    def supportsService(self, name: str) -> bool:
        """Whether it is one of its services."""
        return name in self.services

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """As registered."""
        return self.services


class Formulas(Registered, XFormulas, XMacros):  # type: ignore[misc]
    """The add-in, and the same for macros; names and order of arguments are those of types.idl."""

    services = (FORMULAS, "com.sun.star.sheet.AddIn")

    def __init__(self, context: UnoObject, *_: UnoObject) -> None:
        self.shared = Shared.of(context)

    def column(self, header: Argument, samples: Argument) -> Rows:
        """MAP_COLUMN."""
        return _rows(self.mapColumn(header, samples))

    def confidence(self, header: Argument, samples: Argument) -> Rows:
        """MAP_CONFIDENCE."""
        return _rows(self.mapConfidence(header, samples))

    def why(self, header: Argument, samples: Argument) -> Rows:
        """MAP_WHY."""
        return _rows(self.mapWhy(header, samples))

    def value(self, field: Argument, value: Argument) -> Rows:
        """MAP_VALUE."""
        return _rows(self.mapValue(field, value))

    def mapColumn(self, header: Argument, samples: Argument) -> Argument:
        """The field of a header, or of each in a data array."""
        return self.shared.formulas.column(header, samples)

    def mapConfidence(self, header: Argument, samples: Argument) -> Argument:
        """How sure that is."""
        return self.shared.formulas.confidence(header, samples)

    def mapWhy(self, header: Argument, samples: Argument) -> Argument:
        """The sentence behind it."""
        return self.shared.formulas.why(header, samples)

    def mapValue(self, field: Argument, value: Argument) -> Argument:
        """How memory writes a value of a field."""
        return self.shared.formulas.value(field, value)


class Buttons(Registered, XInitialization, XDispatchProvider, XDispatch, XButtons):  # type: ignore[misc]
    """Takes `vnd.mediamapper:<verb>` from toolbar, menu and macros; a click returns at once.

    Made with a spreadsheet's window: what a click needs starts once that shows, while the planner looks at the plan.
    """

    services = (BUTTONS, "com.sun.star.frame.ProtocolHandler")

    def __init__(self, context: UnoObject, *_: UnoObject) -> None:
        self.shared = Shared.of(context)
        self.frame: UnoObject = None

    def initialize(self, arguments: tuple[UnoObject, ...]) -> None:
        """The frame that the button is in."""
        if arguments:
            self.frame = frame = arguments[0]
            self.shared.prepare(frame)  # where the window shows already; else once the plan is drawn
            self.shared.office.soon(lambda: self.shared.prepare(frame))

    def queryDispatch(self, url: UnoObject, _target: str, _flags: int) -> UnoObject:
        """Itself for our commands."""
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: tuple[UnoObject, ...]) -> list[UnoObject]:
        """Itself or None for each."""
        return [self.queryDispatch(r.FeatureURL, r.FrameName, r.SearchFlags) for r in requests]

    def dispatch(self, url: UnoObject, _arguments: UnoObject) -> None:
        """A button was clicked."""
        self.press(url.Complete[len(PROTOCOL) :])

    def press(self, verb: str) -> None:
        """Do *verb*, for example map_columns."""
        self.shared.press(verb, self.frame)

    def addStatusListener(self, listener: UnoObject, url: UnoObject) -> None:
        """Buttons are always enabled: what can't be done now is said when they are pressed."""

    def removeStatusListener(self, listener: UnoObject, url: UnoObject) -> None:
        """Nobody listens."""


class Steps(Registered, XJob):  # type: ignore[misc]
    """Does steps with the office's objects for a process outside, one instance for each; they go with it."""

    services = (STEPS, "com.sun.star.task.Job")

    def __init__(self, context: UnoObject, *_: UnoObject) -> None:
        self.objects = Objects(context, NamedValue)

    def execute(self, arguments: tuple[UnoObject, ...]) -> tuple[int, object]:
        """What became of the steps, and what the last one gives."""
        (steps,) = arguments
        return self.objects.done(steps.Value)


def _rows(answer: Argument) -> Rows:
    """Rows, for Calc takes no bare value where an array is declared; Python can't type an array within `any`."""
    return answer if isinstance(answer, tuple) else ((answer,),)


g_ImplementationHelper = unohelper.ImplementationHelper()
for component in (Formulas, Buttons, Steps):
    g_ImplementationHelper.addImplementation(component, component.services[0], component.services)
