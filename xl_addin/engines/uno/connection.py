"""The way into a running LibreOffice: finding `uno`, connecting to a pipe, and giving up in time."""

from __future__ import annotations

import builtins
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import wraps
from glob import glob
from importlib import import_module
from types import FunctionType, ModuleType

from worker.errors import MediaMapperError, WorkerProblem
from xl_addin.calc.inside.steps import IS, SERVICE, NotTheSame
from xl_addin.engines.cell_values import Value
from xl_addin.engines.uno.far_office import FarOffice
from xl_addin.engines.uno.uno_object import UnoObject

CALL_LIMIT = 120.0
"""Seconds that one call may take; opening a large plan takes ten."""
UNO_PLACES = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/snap/libreoffice/current/lib/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/Resources",
    "C:/Program Files/LibreOffice/program",
)


def load_uno() -> ModuleType:
    """LibreOffice's Python bridge, from this Python's own path or from where LibreOffice keeps it.

    Raises:
        WorkerProblem: it is not installed, or made for another Python.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    for place in (None, *(folder for pattern in UNO_PLACES for folder in glob(pattern))):
        try:
            return _import_from(place)
        except ImportError:
            continue
    raise WorkerProblem(
        f"LibreOffice's Python bridge 'uno' can't be loaded by Python {sys.version_info[0]}.{sys.version_info[1]}.",
        "Install python3-uno (Debian, Ubuntu) or LibreOffice's own bridge, and run MediaMapper with the "
        "Python version that it was made for.",
        code="uno-missing",
    )


def _import_from(place: str | None) -> ModuleType:
    """Only for the length of the import: a system folder must not offer its other packages for ever.

    Nor must LibreOffice's own way to import stay, which says ImportError where packages look for ModuleNotFoundError.
    """
    way = builtins.__import__
    if place is not None:
        sys.path.append(place)
    try:
        import_module("unohelper")
        return import_module("uno")
    finally:
        builtins.__import__ = way
        if place is not None:
            sys.path.remove(place)


_LINKS: dict[str, Value] = {}
"""Pipe -> (bridge, context). A process that lets go of an office and connects to it again gets objects of the old
bridge from pyuno's cache; so the bridge to an office is kept, and used again, for as long as the office lives."""
_CUT: set[str] = set()
"""Pipes of offices that did not answer; for the reason above this process can't reach them again."""


class Connection:
    """One connection to one office.

    Every call is watched: when the office does not answer within *limit* seconds, the connection is cut,
    and the waiting call ends with a WorkerProblem instead of hanging for ever.
    """

    def __init__(self, pipe: str, limit: float = CALL_LIMIT) -> None:
        self.pipe = pipe
        self.still: object = None
        """While the screen stands still, an object for this time; what holds so long is asked once."""
        self._far: FarOffice | None = None
        self.limit = limit
        self._uno = load_uno()
        self._root = self._class("com.sun.star.uno.Exception")
        self._disposed = self._class("com.sun.star.lang.DisposedException")
        try:
            self._bridge, self.context = self._link()
            self._services = self.context.ServiceManager
            if (steps := self.create(SERVICE)) is not None:
                self._far = FarOffice(steps, self.struct)
                self.context = self._far.context
                self._services = self.context.ServiceManager
            self.desktop = self.create("com.sun.star.frame.Desktop")
        except self._root as error:  # also of an office that is about to start, or to end
            if pipe in _CUT and isinstance(error, self._disposed):
                raise WorkerProblem(
                    "The connection to LibreOffice was cut, since it did not answer.",
                    "Close LibreOffice, start it again, then try again.",
                    code="office-late",
                ) from error
            raise WorkerProblem(
                f"No LibreOffice listens on the pipe '{pipe}'.",
                f"Start it with --accept='pipe,name={pipe};urp;'.",
                code="office-not-there",
            ) from error
        self._depth = 0
        self._due: float | None = None
        self._late = False
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="office-time-limit", daemon=True).start()

    def _link(self) -> tuple[Value, Value]:
        link = _LINKS.get(self.pipe)
        if link is not None:
            with suppress(self._root):
                link[1].getServiceManager()
                return link[0], link[1]
            del _LINKS[self.pipe]  # of an office that has ended
        local = self._uno.getComponentContext()
        create = local.ServiceManager.createInstanceWithContext
        stream = create("com.sun.star.connection.Connector", local).connect(f"pipe,name={self.pipe}")
        bridge = create("com.sun.star.bridge.BridgeFactory", local).createBridge("", "urp", stream, None)
        context = bridge.getInstance("StarOffice.ComponentContext")
        context.getServiceManager()
        _LINKS[self.pipe] = bridge, context
        _CUT.discard(self.pipe)
        return bridge, context

    def _class(self, name: str) -> Value:
        return self._uno.getClass(name)

    # ------------------------------------------------------------ what the office offers

    def create(self, service: str) -> UnoObject:
        """A service of the office."""
        return self._services.createInstanceWithContext(service, self.context)

    def struct(self, name: str, **values: Value) -> UnoObject:
        """A UNO struct with some members set."""
        result = self._uno.createUnoStruct(name)
        for key, value in values.items():
            setattr(result, key, value)
        return result

    @property
    def refused(self) -> Value:
        """The class of the office's own errors."""
        return self._root

    def enum(self, name: str, value: str) -> UnoObject:
        """A value of a UNO enumeration."""
        return self._uno.Enum(name, value)

    def listener(self) -> Value:
        """A listener for the state of a command; its `states` fill up."""
        base = import_module("unohelper").Base
        kind = self._class("com.sun.star.frame.XStatusListener")

        class Heard(base, kind):  # type: ignore[misc, valid-type]  # made by UNO
            def __init__(self) -> None:
                self.states: list[UnoObject] = []

            def statusChanged(self, event: UnoObject) -> None:  # noqa: N802 - UNO's name
                self.states.append(event.State)

            def disposing(self, event: UnoObject) -> None:
                """Nothing to let go."""

        return Heard()

    def properties(self, **values: object) -> tuple[UnoObject, ...]:
        """Arguments as the office takes them."""
        kind = "com.sun.star.beans.PropertyValue"
        return tuple(self.struct(kind, Name=name, Value=value) for name, value in values.items())

    def url(self, path: str) -> str:
        """'/a b.xlsx' -> 'file:///a%20b.xlsx'."""
        return str(self._uno.systemPathToFileUrl(path))

    def path(self, url: str) -> str:
        """'file:///a%20b.xlsx' -> '/a b.xlsx'."""
        return str(self._uno.fileUrlToSystemPath(url))

    def check(self, subject: UnoObject, member: str, answer: object) -> None:
        """See that a method still gives *answer*, in the same message as what is done next.

        Raises:
            WorkerProblem: it gives something else: another object has taken the place of *subject*.
        """
        if self._far is not None:
            self._far.do(IS, subject.far_number, member, answer)
        elif getattr(subject, member)() != answer:
            raise closed()

    def each(self, subjects: Sequence[UnoObject], member: str) -> Sequence[Value]:
        """What a method of each object gives back, which is no object."""
        if self._far is not None:
            return self._far.do_all(tuple([subject.far_number for subject in subjects]), member)
        return [getattr(subject, member)() for subject in subjects]

    # ------------------------------------------------------------ giving up

    @contextmanager
    def call(self, what: str, document: Callable[[], UnoObject | None] = lambda: None) -> Iterator[None]:
        """Watch the calls inside, and say their errors in words; *document* gives the one that they are about."""
        self._depth += 1
        if self._depth == 1:
            self._due = time.monotonic() + self.limit
            if self._far is not None:
                self._far.gathers = True
        try:
            yield
            # Changes wait for each other within one call, no longer: what is refused is said by the call that asked for it.
            if self._depth == 1 and self._far is not None:
                self._far.flush()
        except MediaMapperError:
            raise
        except Exception as error:
            # SystemError: what pyuno makes of some errors
            if isinstance(error, (self._root, SystemError)):
                raise self._problem(error, what, document()) from error
            is_another = isinstance(error, NotTheSame)
            if is_another or (isinstance(error, (AttributeError, TypeError)) and self._gone(document())):
                raise closed() from error  # a closed document answers nothing to some questions
            raise
        finally:
            self._depth -= 1
            if self._depth == 0:
                self._due = None
                if self._far is not None:
                    self._far.end()

    def _problem(self, error: Exception, what: str, document: UnoObject | None) -> WorkerProblem:
        if self._late:
            return WorkerProblem(
                f"LibreOffice did not answer within {self.limit:.0f} seconds.",
                "Close any dialog that is open in LibreOffice, then try again.",
                code="office-late",
            )
        if not self.alive():
            return WorkerProblem(
                "LibreOffice has ended meanwhile.", "Start it again, then try again.", code="office-ended"
            )
        if isinstance(error, self._disposed) or self._gone(document):
            return closed()
        kind = type(error).__name__.rpartition(".")[2]
        return WorkerProblem(
            f"LibreOffice refused: {what} ({kind}).",
            "Look whether the sheet is protected, filtered or being edited, then try again.",
            code="office-refused",
        )

    def _gone(self, document: UnoObject | None) -> bool:
        try:
            return document is not None and not document.RuntimeUID
        except self._root:
            return True

    def alive(self) -> bool:
        """Whether the office still answers."""
        try:
            return bool(self.context.getServiceManager())
        except self._root:
            return False

    def _watch(self) -> None:
        while not self._closed.wait(min(0.25, self.limit / 4)):
            due = self._due
            if due is not None and time.monotonic() > due:
                self._late = True
                self._cut()
                return

    def _cut(self) -> None:
        _LINKS.pop(self.pipe, None)
        _CUT.add(self.pipe)
        with suppress(self._root):
            self._bridge.dispose()

    def close(self) -> None:
        """Stop watching; the office goes on, and the bridge waits for the next connection."""
        self._closed.set()


def closed() -> WorkerProblem:
    """What is asked of is no longer there."""
    return WorkerProblem(
        "The workbook or sheet was closed, deleted or renamed meanwhile.",
        "Open it again, then try again.",
        code="workbook-closed",
    )


class Part:
    """A base for everything that talks to an office: its methods and properties are watched calls, inherited ones too."""

    office: Connection

    def together(self) -> AbstractContextManager[None]:
        """Changes inside wait for each other as within one call; what is refused is said at the end, or by a question."""
        return self.office.call(f"{type(self).__name__}.together", lambda: document_of(self))

    def __init_subclass__(cls, **kwargs: Value) -> None:
        super().__init_subclass__(**kwargs)
        for name, member in _unwatched(cls).items():
            if name.startswith("__") and name not in ("__call__", "__len__", "__iter__", "__contains__"):
                continue
            if isinstance(member, FunctionType):
                setattr(cls, name, _watched(member))
            elif isinstance(member, property):
                get, put, drop = (
                    _watched(f) if f is not None else None for f in (member.fget, member.fset, member.fdel)
                )
                setattr(cls, name, property(get, put, drop, member.__doc__))


def _unwatched(cls: type) -> dict[str, Value]:
    """What a class has of its own and of bases that are no parts: where a part is nearer, that is watched already."""
    members: dict[str, Value] = {}
    for base in reversed(cls.__mro__):
        watched = issubclass(base, Part) and base is not cls
        for name, member in vars(base).items():
            if watched:
                members.pop(name, None)
            else:
                members[name] = member
    return members


def document_of(part: object) -> Value:
    """The document that a part belongs to; None of an app."""
    for name in ("_book", "_sheet", "_chart", "_parent", "_cell"):
        owner = vars(part).get(name)
        if owner is not None:
            return document_of(owner)
    return vars(part).get("xl")


def _watched(function: Callable[..., Value]) -> Callable[..., Value]:
    @wraps(function)
    def watched(self: Part, *args: Value, **kwargs: Value) -> Value:
        with self.office.call(function.__qualname__, lambda: document_of(self)):
            return function(self, *args, **kwargs)

    return watched
