"""The texts that a module of the code makes: plain strings, f-strings with places, and each way of either.

An f-string is a message with places, and where one of its parts is one text or another, each way is a message of its own.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

MOST_WAYS = 32
"""Ways of one f-string; one with more is written too cleverly to be translated."""
ERRORS = frozenset(
    {
        "FileProblem",
        "LayoutError",
        "MediaMapperError",
        "MemoryProblem",
        "ModelProblem",
        "StoppedByPerson",
        "UsageError",
        "WorkerProblem",
    }
)
"""Calls whose first two arguments are what happened and what to do."""
MARK = "tr"
"""The door's own name: what is written in its brackets is a message."""
COUNT = "count_of"
"""Whose last argument is a noun, for one and for many."""
DOING = ("progress", "Progress")
"""Whose first argument says what is being done."""
BECAUSE = "left_open"
"""Whose second argument is what a rule of the table says of a header."""
Ways = list[str]
_PLACE = re.compile(r"\{[^{}]*\}")


def texts_in(module: ast.Module, *, whole: bool, marks: frozenset[str] = frozenset()) -> Iterator[str]:
    """The messages of a module; *whole* takes each string that reads like words, *marks* are more calls with messages."""
    constants = _assignments(module.body)
    for scope in [
        module,
        *(n for n in ast.walk(module) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))),
    ]:
        values = constants | (_assignments(ast.walk(scope)) if scope is not module else {})
        for node in _own_nodes(scope):
            if whole and isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
                yield from filter(_reads_like_words, _ways(node, values) or ())
            elif isinstance(node, ast.Call):
                for argument in _arguments(node, marks):
                    yield from _ways(argument, values) or ()


def _arguments(call: ast.Call, marks: frozenset[str]) -> Iterator[ast.expr]:
    """Of a call, what is a message: all of an error and of the door, the facts of a finding, the text of a question."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == MARK or name in ERRORS or name in marks:
        yield from call.args[:2]
    elif name in DOING:
        yield from call.args[:1]
    elif name == COUNT and isinstance(noun := call.args[-1], ast.Constant):
        number = ast.FormattedValue(ast.Name("number"), -1, ast.JoinedStr([ast.Constant(",")]))
        yield from (ast.JoinedStr([number, ast.Constant(f" {noun.value!s}{s}")]) for s in ("", "s"))
    elif name == "at":
        yield from (word.value for word in call.keywords if word.arg not in ("fields", None))
    elif name == BECAUSE:
        yield from call.args[1:2]
    elif name == "Question":
        yield from (word.value for word in call.keywords if word.arg == "text")


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a scope, outside of inner functions, docstrings, and strings that are part of a longer one."""
    waiting: list[ast.AST] = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.arg) or (isinstance(node, ast.Subscript) and _is_literal(node)):
            continue
        yield node
        if isinstance(node, ast.JoinedStr):
            waiting[:0] = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.AnnAssign):
            waiting[:0] = [node.value] if node.value else []
        else:
            waiting[:0] = list(ast.iter_child_nodes(node))


def _is_literal(node: ast.Subscript) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "Literal"


def _assignments(nodes: Iterable[ast.AST]) -> dict[str, ast.expr]:
    """Names that are bound to one text and to nothing else."""
    bound: dict[str, list[ast.expr | None]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = (
                    [target]
                    if isinstance(target, ast.Name)
                    else [n for n in ast.walk(target) if isinstance(n, ast.Name)]
                )
                for name in names:
                    bound.setdefault(name.id, []).append(node.value if name is target else None)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            bound.setdefault(node.target.id, []).append(node.value)
    return {
        name: values[0]
        for name, values in bound.items()
        if len(values) == 1 and isinstance(values[0], (ast.Constant, ast.JoinedStr, ast.IfExp, ast.BinOp))
    }


def _ways(node: ast.expr, constants: Mapping[str, ast.expr], places: _Places | None = None) -> Ways | None:
    """Each text that an expression of texts can come to; None where it is none."""
    places = places or _Places()
    if isinstance(node, ast.Constant):
        return [escaped(node.value)] if isinstance(node.value, str) else None
    if isinstance(node, ast.Name) and node.id in constants:
        return _ways(constants[node.id], {k: v for k, v in constants.items() if k != node.id}, places)
    if isinstance(node, ast.IfExp):
        first, second = _ways(node.body, constants, places), _ways(node.orelse, constants, places)
        return None if first is None or second is None else [*first, *second]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined([_ways(node.left, constants, places), _ways(node.right, constants, places)])
    if isinstance(node, ast.JoinedStr):
        return _joined([_part(part, constants, places) for part in node.values])
    return None


def _joined(parts: list[Ways | None]) -> Ways | None:
    ways = ["".join(way) for way in itertools.product(*(p for p in parts if p is not None))]
    return None if None in parts or len(ways) > MOST_WAYS else ways


class _Places:
    """Names for the places of one f-string, each expression its own."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}

    def name(self, node: ast.expr) -> str:
        code, name = ast.unparse(node), _name(node)
        number = 2
        word = name
        while self._by_name.setdefault(word, code) != code:
            word = f"{name}_{number}"
            number += 1
        return word


def _part(part: ast.expr, constants: Mapping[str, ast.expr], places: _Places) -> Ways | None:
    if not isinstance(part, ast.FormattedValue):
        return _ways(part, constants, places)
    if (
        part.conversion == -1
        and part.format_spec is None
        and (ways := _ways(part.value, constants, places)) is not None
    ):
        return ways
    spec = (
        part.format_spec.values[0]
        if isinstance(part.format_spec, ast.JoinedStr) and part.format_spec.values
        else None
    )
    form = f":{spec.value}" if isinstance(spec, ast.Constant) and isinstance(spec.value, str) else ""
    return [f"{{{places.name(part.value)}{form}}}"]


def _name(node: ast.expr) -> str:
    """A word for what an expression holds."""
    if isinstance(node, ast.Name):
        return node.id.strip("_")
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in (
            "join",
            "lower",
            "capitalize",
            "rstrip",
        ):
            return _name(node.args[0] if node.args else node.func.value)
        if getattr(node.func, "id", "") in ("len", "sum") and node.args:
            return "count"
        return _name(node.func)
    if isinstance(node, (ast.GeneratorExp, ast.ListComp)):
        return _name(node.generators[0].iter)
    if isinstance(node, (ast.Subscript, ast.BoolOp, ast.BinOp)):
        inner = (
            node.value
            if isinstance(node, ast.Subscript)
            else node.values[0]
            if isinstance(node, ast.BoolOp)
            else node.left
        )
        return _name(inner)
    return "value"


def escaped(text: str) -> str:
    """The text with braces that are no places."""
    return text.replace("{", "{{").replace("}", "}}")


def _reads_like_words(text: str) -> bool:
    """Whether a string is read by people: some words, or one that begins in capitals, from their beginning on."""
    plain = _PLACE.sub("0", text)
    return (
        text[:1] not in (" ", ",", ";")
        and bool(re.search(r"[A-Za-z]{2}", plain))
        and (" " in plain or plain[:1].isupper())
    )
