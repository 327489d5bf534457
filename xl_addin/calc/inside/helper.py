"""The resident process in a Python of our own that does what a button asks, while the office goes on."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from typing import IO, Callable

from . import places
from .words import ENDED, NOT_INSTALLED, tr


class Helper:
    """Started ahead of the first button, ended with the office. Verbs go in, one answer each comes back through *on_answer*.

    *on_answer* is called in a thread of the helper's with {"verb", "ok", "message", ...}.
    """

    def __init__(
        self,
        pipe: str,
        on_answer: Callable[[dict[str, object]], None],
        command: Callable[[], list[str] | None] = places.command,
    ) -> None:
        self.pipe = pipe
        self.on_answer = on_answer
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._queue: deque[str] = deque()
        self._lock = threading.Lock()

    @property
    def waiting(self) -> list[str]:
        """The verbs that wait for their answer, oldest first."""
        return list(self._queue)

    def start(self) -> None:
        """Have it ready for the first button; returns at once. What goes wrong, that button tells."""
        threading.Thread(target=self._start, daemon=True).start()

    def press(self, verb: str, other: str = "") -> None:
        """Ask for *verb*, with the *other* version of a plan where it compares; returns at once."""
        threading.Thread(target=self._send, args=(verb, other), daemon=True).start()

    def close(self) -> None:
        """End it: it goes when its input does."""
        process, self._process = self._process, None
        self._queue.clear()
        if process and process.stdin:
            with suppress(OSError):  # it was gone already
                process.stdin.close()

    def _start(self) -> None:
        with self._lock:
            self._running()

    def _send(self, verb: str, other: str) -> None:
        with self._lock:
            process = self._running()
            if process is None or process.stdin is None:
                self.on_answer({"verb": verb, "ok": False, "message": tr(NOT_INSTALLED)})
                return
            self._queue.append(verb)
            try:
                process.stdin.write(f"{verb}\t{other}\n".encode())
                process.stdin.flush()
            except OSError:
                pass  # it has just ended; its listener tells

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._process and self._process.poll() is None:
            return self._process
        command = self.command()
        if not command:
            return None
        try:
            self._process = subprocess.Popen(
                [*command, "calc", "buttons", "--pipe", self.pipe],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=places.environment(),
                creationflags=0x08000000 if sys.platform == "win32" else 0,  # no console window
            )
        except OSError:
            return None
        threading.Thread(
            target=self._listen, args=(self._process,), name="mediamapper helper", daemon=True
        ).start()
        return self._process

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        last_line: deque[bytes] = deque(maxlen=1)
        aside = threading.Thread(target=_drain, args=(process.stderr, last_line), daemon=True)
        aside.start()
        assert process.stdout and process.stdin
        with process.stdout as lines:
            for line in lines:
                self._hear(line)
        process.wait()
        aside.join()
        with suppress(OSError):  # something may still be on its way in
            process.stdin.close()
        if self._process is process:
            left, last = self.waiting, b"".join(last_line).decode(errors="replace").strip()
            self._queue.clear()
            for verb in left:
                self.on_answer({"verb": verb, "ok": False, "message": last or tr(ENDED)})

    def _hear(self, line: bytes) -> None:
        try:
            answer = json.loads(line)
        except ValueError:
            return  # a library's chatter
        if answer.get("verb") in self._queue:
            self._queue.remove(answer["verb"])
        self.on_answer(answer)


def _drain(stream: IO[bytes], last: deque[bytes]) -> None:
    with stream:
        last.extend(stream)
