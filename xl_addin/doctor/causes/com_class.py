"""Error -2147221164 (class not registered): no Python of ours has said that it answers Excel's formulas."""

from __future__ import annotations

from xl_addin.doctor.com_answer import com_answer
from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.machine import Machine

TITLE = "Python behind the formulas"
NOT_REGISTERED = -2147221164


def examine(machine: Machine) -> Symptom | None:
    """Join it as the workbook does."""
    if machine.system != "windows":
        return None
    answer = com_answer(machine)
    if "missing" in answer:
        return fail(
            f"pywin32 is missing: {answer['missing']}.",
            "Run: pip install pywin32, or install MediaMapper again.",
        )
    if answer.get("runs") or answer.get("elevated"):
        return fail(
            "It runs at another level than Excel: one of them was started as administrator, and Windows keeps them apart.",
            "Close Excel, sign out and in again, and start Excel without administrator rights.",
        )
    if answer.get("hr") == NOT_REGISTERED:
        return fail(
            f"Nobody answers under our class ({NOT_REGISTERED}); formulas then go to the worker by a slower way.",
            "Run: mediamapper install. If Excel or MediaMapper was started as administrator, start both without.",
        )
    if "hr" in answer:
        return fail(f"Joining it failed with {answer['hr']}: {answer.get('said')}.", "Sign out and in again.")
    if "started" not in answer:
        return warn("Joining it gave no answer.", "Sign out and in again.")
    return ok("It answers.")
