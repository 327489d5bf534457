"""How often Dask's processes look at themselves: up to a hundred times a second, which a batch need not pay for.

A scheduler and two workers that have nothing to do take .075 s of processor time a second, so that the same work costs
the more the slower the machine is; at the pace of a batch it is .01 s. Imported where Dask is known to be installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Protocol

from distributed import Client, NannyPlugin, WorkerPlugin
from tornado.ioloop import PeriodicCallback

NAME = "mediamapper-pace"
SECONDS: Mapping[str, float] = {
    "tick": 1.0,  # is the event loop alive; Dask warns from 3 s on
    "monitor": 10.0,  # processor, memory and network, for the dashboard
    "profile": 60.0,  # the stack, for the dashboard
    "profile-cycle": 60.0,
    "memory_monitor": 1.0,  # is the process too large; it grows slowly
    "find-missing": 5.0,  # results of other workers: tasks of a batch need none
    "idle-timeout": 2.0,
    "no-workers-timeout": 2.0,
    "stealing": 5.0,  # tasks of one worker for another: they go out a few at a time anyway
}
"""Between two looks at least, by Dask's name of the look."""


class Process(Protocol):
    """A scheduler, a worker or a nanny, as Dask hands it to a plugin."""

    periodic_callbacks: dict[str, PeriodicCallback]


def slow_down(process: Process) -> dict[str, float]:
    """Let a process look at itself no oftener than `SECONDS`; gives the milliseconds that it had in between."""
    former = {}
    for name, seconds in SECONDS.items():
        look = process.periodic_callbacks.get(name)
        if look is not None and look.callback_time < seconds * 1000:
            former[name] = look.callback_time
            look.callback_time = seconds * 1000
    return former


def restore(process: Process, former: Mapping[str, float]) -> None:
    """Let a process look at itself as often as before."""
    for name, milliseconds in former.items():
        process.periodic_callbacks[name].callback_time = milliseconds


class WorkerPace(WorkerPlugin):
    """The pace of each worker, those that come later too, until the plugin is taken away."""

    idempotent = True
    name = NAME

    def setup(self, worker: Process) -> None:
        """Called by Dask in each worker."""
        self._former = slow_down(worker)

    def teardown(self, worker: Process) -> None:
        """Called by Dask once the batch is over."""
        restore(worker, self._former)


class NannyPace(NannyPlugin):
    """The pace of each worker's nanny."""

    idempotent = True
    name = f"{NAME}-nanny"

    def setup(self, nanny: Process) -> None:
        """Called by Dask in each nanny."""
        self._former = slow_down(nanny)

    def teardown(self, nanny: Process) -> None:
        """Called by Dask once the batch is over."""
        restore(nanny, self._former)


def _slow_down_scheduler(dask_scheduler: Process) -> dict[str, float]:
    return slow_down(dask_scheduler)


def _restore_scheduler(former: Mapping[str, float], dask_scheduler: Process) -> None:
    restore(dask_scheduler, former)


@contextmanager
def of_a_batch(client: Client) -> Iterator[None]:
    """All processes of a cluster at the pace of a batch, until the block ends."""
    former: dict[str, float] = {}
    with suppress(
        ImportError
    ):  # a scheduler may lack MediaMapper: it keeps its pace, and costs a little more
        former = client.run_on_scheduler(_slow_down_scheduler)
    plugins = WorkerPace(), NannyPace()
    for plugin in plugins:
        client.register_plugin(plugin)
    try:
        yield
    finally:
        for plugin in plugins:
            client.unregister_worker_plugin(plugin.name, nanny=isinstance(plugin, NannyPlugin))
        if former:
            client.run_on_scheduler(_restore_scheduler, former)
