"""The kept connection, over real sockets: one write a question, and rest after a failure."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.xl_addin.stub_worker import Stub
from xl_addin.calc.inside.link import Link, NoAnswer
from xl_addin.calc.inside.places import Address
from xl_addin.calc.inside.words import BUSY, GONE


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def stub(own_memory: Path) -> Iterator[Stub]:
    own_memory.mkdir()
    stub = Stub(own_memory)
    stub.routes = {"GET /v1/health": {}, "POST /v1/suggest": lambda body: body, "POST /v1/odd": (422, {})}
    stub.start()
    yield stub
    assert stub.server
    stub.server.shutdown()
    stub.server.server_close()


@pytest.fixture
def link(stub: Stub) -> Iterator[Link]:
    link = Link(clock=Clock(), patience=PATIENCE)
    yield link
    link.close()


def test_many_questions_share_a_connection(stub: Stub, link: Link) -> None:
    for at in range(5):
        assert link.ask("POST", "/v1/suggest", {"é": at}) == {"é": at}
    assert (stub.connections, link.revision) == (1, "1")


def test_a_long_answer_comes_whole(link: Link) -> None:
    assert link.ask("POST", "/v1/suggest", ["x" * 500_000]) == ["x" * 500_000]


def test_another_worker_is_found(stub: Stub, link: Link) -> None:
    link.ask("GET", "/v1/health")
    assert stub.server
    stub.server.shutdown()
    stub.server.server_close()
    link._socket and link._socket.shutdown(socket.SHUT_RDWR)  # as the system does when the process is gone
    stub.token = "another"
    stub.start()
    assert link.ask("GET", "/v1/health") == {}


def test_a_new_token_is_read(stub: Stub, link: Link) -> None:
    link.ask("GET", "/v1/health")
    stub.token = "another"
    stub.publish()
    assert link.ask("GET", "/v1/health") == {}


def test_what_the_worker_says_is_handed_on(stub: Stub, link: Link) -> None:
    stub.routes["POST /v1/suggest"] = (
        503,
        {"error": {"code": "m", "message": "Locked.", "next_step": "Wait."}},
    )
    with pytest.raises(NoAnswer, match=r"Locked\. Wait\."):
        link.ask("POST", "/v1/suggest", {})
    with pytest.raises(NoAnswer, match="refused"):
        link.ask("POST", "/v1/odd", {})
    assert not link.resting


def test_a_refusal_that_names_no_revision_is_no_news_of_the_memory(stub: Stub, link: Link) -> None:
    link.ask("GET", "/v1/health")
    before = link.revision
    stub.revision = None
    stub.routes["POST /v1/suggest"] = (
        503,
        {"error": {"code": "m", "message": "Locked.", "next_step": "Wait."}},
    )
    with pytest.raises(NoAnswer):
        link.ask("POST", "/v1/suggest", {})
    assert before and link.revision == before


def test_nobody_there(own_memory: Path) -> None:
    clock = Clock()
    looks: list[None] = []
    link = Link(lambda: looks.append(None), clock)
    for _ in range(1000):
        with pytest.raises(NoAnswer, match="mediamapper serve"):
            link.ask("GET", "/v1/health")
    assert len(looks) == 1 and link.revision is None
    clock.now += 2
    with pytest.raises(NoAnswer, match=GONE[:10]):
        link.ask("GET", "/v1/health")
    assert len(looks) == 2


def test_one_that_does_not_answer_holds_nobody_up_twice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        clock = Clock()
        link = Link(lambda: Address("127.0.0.1", deaf.getsockname()[1], "t"), clock, patience=0.05)
        rests = []
        for _ in range(6):
            with pytest.raises(NoAnswer, match=BUSY[:10]):
                link.ask("GET", "/v1/health")
            before = clock.now
            while link.resting:
                clock.now += 1
            rests.append(clock.now - before)
    assert rests == [4, 8, 16, 32, 60, 60]


@pytest.mark.parametrize(
    "said", [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{{{", b""]
)
def test_one_that_speaks_otherwise_is_no_worker(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:
        link = Link(lambda: Address("127.0.0.1", odd.getsockname()[1], "t"), Clock(), patience=PATIENCE)

        def answer() -> None:
            line, _ = odd.accept()
            with line:
                line.recv(1000)
                line.sendall(said)

        answering = threading.Thread(target=answer, daemon=True)
        answering.start()
        with pytest.raises(NoAnswer, match=GONE[:10]):
            link.ask("GET", "/v1/health")
        answering.join(PATIENCE)
