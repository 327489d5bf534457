"""Dask's processes look at themselves less often while a batch runs, and as often as before afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field

from distributed import Client, LocalCluster
from tornado.ioloop import PeriodicCallback

from worker.batch import pace


def look(milliseconds: float) -> PeriodicCallback:
    return PeriodicCallback(lambda: None, milliseconds)


@dataclass
class Process:
    periodic_callbacks: dict[str, PeriodicCallback] = field(default_factory=dict)

    @property
    def times(self) -> dict[str, float]:
        return {name: one.callback_time for name, one in self.periodic_callbacks.items()}


def test_what_is_slow_already_or_no_look_at_itself_is_left_alone() -> None:
    process = Process({"heartbeat": look(500), "tick": look(60_000)})
    assert pace.slow_down(process) == {}
    assert process.times == {"heartbeat": 500, "tick": 60_000}


def test_a_process_gets_its_own_pace_back() -> None:
    process = Process({"heartbeat": look(500), "tick": look(20), "profile": look(10)})
    former = pace.slow_down(process)
    assert process.times == {"heartbeat": 500, "tick": 1_000, "profile": 60_000}
    pace.restore(process, former)
    assert process.times == {"heartbeat": 500, "tick": 20, "profile": 10}


def ticks(client: Client) -> list[float]:
    """Milliseconds between two looks of the scheduler and of each worker."""

    def of(dask_scheduler: Process | None = None, dask_worker: Process | None = None) -> float:
        process = dask_scheduler or dask_worker
        assert process is not None
        return float(process.periodic_callbacks["tick"].callback_time)

    return [client.run_on_scheduler(of), *client.run(of).values()]


def test_a_cluster_keeps_the_pace_of_a_batch_until_it_ends() -> None:
    with (
        LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster) as client,
    ):
        with pace.of_a_batch(client):
            assert ticks(client) == [1_000, 1_000]
            cluster.scale(2)
            client.wait_for_workers(2)
            assert ticks(client) == [1_000, 1_000, 1_000], "who comes later as well"
        assert ticks(client) == [20, 20, 20]
