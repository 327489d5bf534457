"""Formulas and buttons get no answer where no worker runs, or its address is a dead one's."""

from __future__ import annotations

from xl_addin.client import ADDRESS_FILE, address_of
from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.machine import Machine

TITLE = "Worker"
START = "mediamapper serve"


def examine(machine: Machine) -> Symptom:
    """Ask the worker; where it is silent, say why."""
    health = machine.health(machine.memory)
    if health is not None:
        return ok(f"The worker answers (process {health.get('pid')}).")
    address = address_of(machine.memory)
    if address is None:
        if (machine.memory / ADDRESS_FILE).exists():
            return fail(
                f"{ADDRESS_FILE} in {machine.memory} can't be read, or others than you may write or read it.",
                f"Delete it, then: {START}",
            )
        return fail("The worker is not running.", f"Click Map columns, or: {START}")
    if not machine.alive(address.pid):
        return fail(
            f"The worker ended without a word: {ADDRESS_FILE} names process {address.pid}, which is gone.",
            START,
        )
    return fail(
        f"Process {address.pid} should be the worker, and does not answer at {address.url}.",
        "A firewall or proxy may stand between programs of this computer: let 127.0.0.1 through. "
        f"Or end that process, then: {START}",
    )
