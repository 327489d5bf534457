"""What a console program owes its caller: batches from stdin, bytes to stdout, progress to stderr, an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress

import click

from worker.commands import console_tables, own_language
from worker.errors import MediaMapperError
from worker.knowledge import collector
from worker.messages.language import problem_text, tr

DONE, LOOK, FAILED = 0, 1, 2
"""Exit codes: done, done but a person must look, could not."""
INTERRUPTED = 130


def run(command: click.Command) -> None:
    """Run *command* and leave the process with its exit code; whatever goes wrong is one line on stderr."""
    _never_refuse_a_letter()
    collector.run_seldom()
    # Else numpy starts a thread a processor for matrices, of which we have none.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    own_language.follow()
    try:
        code = command.main(standalone_mode=False)
        sys.stdout.flush()
    except MediaMapperError as error:
        code = fail(problem_text(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = FAILED
    except click.ClickException as error:
        code = fail(f"{tr(error.format_message())} " + tr("See `mediamapper --help`."))
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except MemoryError:
        code = fail(
            tr("There was not enough memory. Close other programs, or map one sheet at a time with --sheet.")
        )
    except OSError as error:
        _drop_stdout()  # where the disk is full, what waits in it can't be written at the end either
        where = f": {error.filename}" if error.filename else ""
        problem = f"{error.strerror or error}{where}. "
        code = DONE if _reader_has_gone(error) else fail(problem + tr("Check the disk and try again."))
    except Exception as error:  # the last door: a planner gets a sentence, never a traceback
        if os.environ.get("MEDIAMAPPER_TRACEBACK"):
            raise
        code = fail(
            tr(
                f"MediaMapper failed inside ({type(error).__name__}). "
                "Please report it with the file's kind and the command."
            )
        )
    sys.exit(code if isinstance(code, int) else DONE)


def _never_refuse_a_letter() -> None:
    """A Western code page shows '?' for a Chinese header, UTF-8 a name that is none escaped, and the work goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_utf8 = stream.encoding.lower().replace("-", "") == "utf8"
            stream.reconfigure(errors="backslashreplace" if is_utf8 else "replace")


def _reader_has_gone(error: OSError) -> bool:
    """Whether this is the end of `| head`; to Windows, a pipe without a reader is an invalid argument without a file."""
    is_windows = os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    return is_windows or isinstance(error, BrokenPipeError)


def _drop_stdout() -> None:
    """What could not be written goes nowhere, instead of making the interpreter complain while it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(sentence: str) -> int:
    """One line on stderr; the exit code."""
    click.echo(f"mediamapper: {' '.join(sentence.split())}", err=True)
    return FAILED


def requests(lines: bool) -> Iterator[list[tuple[str, bytes]]]:
    """Batches of (place, JSON text) from stdin: all of it, or with *lines* as many whole lines as have arrived.

    A caller that waits for each answer gets it; a caller that sends thousands at once is served in batches.
    """
    if not lines:
        yield [("the input", sys.stdin.buffer.read())]
        return
    rest = b""
    number = 0
    while chunk := os.read(sys.stdin.fileno(), 1 << 20):
        *whole, rest = (rest + chunk).split(b"\n")
        batch = [(f"line {number + at}", line) for at, line in enumerate(whole, 1) if line.strip()]
        number += len(whole)
        if batch:
            yield batch
    if rest.strip():
        yield [(f"line {number + 1}", rest)]


def write(answer: bytes) -> None:
    """Bytes to stdout, at once."""
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def progress(doing: str) -> AbstractContextManager[object]:
    """Say on stderr what takes long, where a person sits at it."""
    return console_tables.spinner(doing) if sys.stderr.isatty() else nullcontext()
