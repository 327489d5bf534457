"""Rules of Defender keep Office from starting programs, or its macros from calling Windows."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.machine import Machine

TITLE = "Defender's rules for Office"
RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Office may start no programs",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "macros may not call Windows",
}
DEFENDER = "Microsoft\\Windows Defender"
PLACES = (
    f"HKLM\\Software\\Policies\\{DEFENDER}\\Windows Defender Exploit Guard\\ASR\\Rules",
    f"HKLM\\Software\\{DEFENDER}\\Windows Defender Exploit Guard\\ASR\\Rules",
)
MANAGED = f"HKLM\\Software\\Policies\\{DEFENDER}\\Policy Manager"
BLOCKS = frozenset({"1", "6"})
"""Block, and warn, which asks at each start."""


def examine(machine: Machine) -> Symptom | None:
    """Read the attack surface reduction rules that are in force."""
    if machine.system != "windows":
        return None
    states = {rule: _state(machine, rule) for rule in RULES}
    blocked = [RULES[rule] for rule, state in states.items() if state in BLOCKS]
    if not blocked:
        return ok("None of them stands in the way.")
    return warn(
        f"In force: {', '.join(blocked)}.",
        "MediaMapper needs neither: its programs start at login. Other xlwings workbooks may fail because of them.",
    )


def _state(machine: Machine, rule: str) -> str:
    """'0' off, '1' block, '2' audit, '6' warn; empty where nobody set it. Intune writes all rules into one text."""
    managed = str(machine.registry.get(MANAGED, "ASRRules") or "")
    state = dict(pair.lower().split("=", 1) for pair in managed.split("|") if "=" in pair)
    values = (state.get(rule), *(machine.registry.get(place, rule) for place in PLACES))
    return next((str(value) for value in values if value is not None), "")
