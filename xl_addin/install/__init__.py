"""Install and uninstall: a list of steps that are data, done one by one, each recorded before it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from worker.errors import FileProblem, MediaMapperError
from xl_addin.install import (
    addin,
    applescript,
    calc_extension,
    login_start,
    memory_folder,
    records,
    trusted_location,
    workbook,
    worker_start,
    xlwings_conf,
)
from xl_addin.install.changes import folders
from xl_addin.install.records import FolderRecord, Record
from xl_addin.install.step import TITLES, Options, Outcome, State, Step
from xl_addin.machine import Machine


def makers(machine: Machine, options: Options) -> dict[str, Callable[[], Step]]:
    """What makes each step for this machine, in the order in which they are done; making one changes nothing."""
    return {
        "workbook": partial(workbook.step, machine, options),
        "addin": partial(addin.step, machine, options),
        "xlwings-conf": partial(xlwings_conf.step, machine),
        "applescript": partial(applescript.step, machine),
        "trusted-location": lambda: trusted_location.step(
            machine, options, workbook.folder(machine, options)
        ),
        "calc-extension": partial(calc_extension.step, machine, options),
        "login-start": partial(login_start.step, machine, options),
        "worker": partial(worker_start.step, machine, options),
    }


def dry_run(machine: Machine, options: Options) -> list[Outcome]:
    """What `install` would do; nothing is touched."""
    past = records.read(machine)
    outcomes = []
    for name, make in makers(machine, options).items():
        try:
            step = make()
        except MediaMapperError as error:
            outcomes.append(_failed(name, error))
            continue
        done = all(change.is_done(machine, past) for change in step.changes)
        state: State = "left out" if not step.changes else "already" if done else "would"
        outcomes.append(_outcome(step, state))
    return outcomes


def install(machine: Machine, options: Options) -> list[Outcome]:
    """Do every step that is not done; one that fails keeps no other from being done.

    What an earlier installation made and this one does not is taken back.

    Raises:
        FileProblem: the list of what is installed can't be read or written.
        UsageError: the folder asked for can't be used.
    """
    workbook.folder(machine, options)
    past = records.read(machine)
    if past and records.version(machine) != machine.version:
        machine.stop(machine.memory)  # it would go on answering with the old version's code
    new_records: list[Record] = [record for record in past if isinstance(record, FolderRecord)]
    try:
        new_records.extend(folders(machine.data))
    except OSError as error:
        raise FileProblem(
            f"{machine.data} can't be made: {error.strerror}.", "Check the folder above it."
        ) from error
    steps: list[Step] = []
    outcomes: list[Outcome] = []
    for name, make in makers(machine, options).items():
        try:
            steps.append(step := make())
            outcomes.append(_do(step, machine, past, new_records))
        except MediaMapperError as error:
            outcomes.append(_failed(name, error))
    changes = [change for step in steps for change in step.changes]
    old = [
        r for r in past if r not in new_records and not any(change.is_recorded_by(r) for change in changes)
    ]
    if any(outcome.state == "failed" for outcome in outcomes):
        records.write(
            machine, [*old, *new_records]
        )  # what failed may still need what an earlier version made
        return outcomes
    return [*outcomes, *_take_back(old, new_records, machine)]


def put_workbook(machine: Machine) -> Path:
    """Put MediaMapper.xlsm where it belongs, and nothing else; it is recorded, so that `uninstall` takes it out.

    Raises:
        MediaMapperError: it can't be written.
    """
    past = records.read(machine)
    record = records.workbook_record(machine)
    folder = str(Path(record.path).parent) if record else None
    step = workbook.step(machine, Options(folder=folder))
    outcome = _do(step, machine, past, [])
    if outcome.state == "failed":
        raise FileProblem(outcome.sentence, outcome.next_step)
    return Path(step.where[0])


def uninstall(machine: Machine, forget_memory: bool = False) -> list[Outcome]:
    """Stop the worker and take back what is recorded, last first; what fails stays recorded.

    Raises:
        FileProblem: the list of what is installed can't be read or written.
    """
    entries = records.read(machine)
    worker = _stop_worker(machine)
    if worker.state == "failed":
        return [worker]
    outcomes = [worker, *_take_back(entries, [], machine)]
    if forget_memory:
        outcomes.append(memory_folder.forget(machine))
    memory_folder.sweep(machine)
    memory_folder.drop_cache(machine)
    if not any(outcome.state == "failed" for outcome in outcomes):
        for record in (FolderRecord(str(machine.data)), *reversed(entries)):
            if isinstance(record, FolderRecord):
                record.undo(machine)
    return outcomes


def stop(machine: Machine) -> list[Outcome]:
    """End what runs of ours, so that its files can be replaced; nothing is taken back."""
    outcomes = [_stop_worker(machine)]
    if machine.system == "windows":
        command = worker_start.com_probe(machine, "stop")
        machine.run(command)
        title = "Stop the Python that answers Excel's formulas"
        outcomes.append(Outcome("formulas", title, "done", (" ".join(command),)))
    return outcomes


def _stop_worker(machine: Machine) -> Outcome:
    try:
        stopped = machine.stop(machine.memory)
    except MediaMapperError as error:
        return _failed("worker", error)
    return Outcome("worker", "Stop the worker", "done" if stopped else "already", (str(machine.memory),))


def _do(step: Step, machine: Machine, past: Sequence[Record], new_records: list[Record]) -> Outcome:
    """Do what is not done of *step*; what comes after a change that was made is made anew, since it may build on it."""
    again = False
    for change in step.changes:
        again = again or not change.is_done(machine, past)
        if not again:
            new_records.extend(r for r in past if change.is_recorded_by(r) and r not in new_records)
            continue
        try:
            for record in change.do(machine, past):
                new_records.append(record)
                records.write(machine, [*(r for r in past if r not in new_records), *new_records])
        except MediaMapperError as error:
            return Outcome(step.name, step.title, "failed", step.where, error.message, error.next_step)
    state: State = "left out" if not step.changes else "done" if again else "already"
    return _outcome(step, state)


def _take_back(old: Sequence[Record], keep: Sequence[Record], machine: Machine) -> list[Outcome]:
    """Undo *old*, last first, folders apart; afterwards *keep* and what could not be undone is recorded."""
    outcomes: list[Outcome] = []
    left: list[Record] = []
    for record in reversed([r for r in old if not isinstance(r, FolderRecord)]):
        try:
            stays = record.undo(machine)
        except MediaMapperError as error:
            left.insert(0, record)
            outcomes.append(
                Outcome("take-back", "Remove", "failed", (record.where,), error.message, error.next_step)
            )
        else:
            state: State = "left out" if stays else "done"
            outcomes.append(Outcome("take-back", "Remove", state, (record.where,), stays))
    folders = [r for r in old if isinstance(r, FolderRecord) and r not in keep] if left else []
    records.write(machine, [*folders, *left, *keep])
    return outcomes


def _outcome(step: Step, state: State) -> Outcome:
    return Outcome(step.name, step.title, state, step.where, step.note)


def _failed(name: str, error: MediaMapperError) -> Outcome:
    return Outcome(name, TITLES[name], "failed", (), error.message, error.next_step)


def recorded(machine: Machine) -> list[Outcome]:
    """What `uninstall` would take back; nothing is touched."""
    things = [r for r in reversed(records.read(machine)) if not isinstance(r, FolderRecord)]
    return [Outcome("take-back", "Remove", "would", (record.where,)) for record in things]
