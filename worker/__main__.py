"""`python -m worker ...` is `mediamapper ...`, also where nobody sees what it prints: at login on Windows."""

from __future__ import annotations

import sys

LOG_FILE = "worker.log"


def main() -> None:
    """Run the command line; a process without a console writes its words into the memory folder."""
    if sys.stdout is None or sys.stderr is None:
        from worker import paths

        folder = paths.memory_dir()
        folder.mkdir(parents=True, exist_ok=True)
        # pythonw has neither, and what is written to neither (a server's own log) would end it.
        sys.stdout = sys.stderr = open(folder / LOG_FILE, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    from worker.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
