"""The memory at a size that nobody reaches: recall against a bare look-up, similar headers, opening, room.

usage: python -m bench.memory [MAPPINGS] [FOLDER]     (1,000,000 without an argument; a folder is kept and used again)
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlcipher3 import dbapi2

from worker.document.manager import LLMMemoryManager
from worker.shapes.memory import Statement
from worker.text import normalise

CHUNK = 20_000
_WORDS = """media net gross cost budget spend impressions clicks views rate cpm cpc reach frequency start end date week
campaign placement publisher platform channel market brand product audience device format size duration creative line
name id code type status total planned actual booked delivered local usd eur fee commission tax units target age region
city store partner deal flight phase wave burst spot time day month quarter year objective kpi goal share percent"""
WORDS = _WORDS.split()
FIELDS = ("net_cost", "gross_cost", "spend", "impressions", "clicks", "placement", "platform", "market")


def headers(count: int) -> Iterator[str]:
    """Different headers of two to five words, some with a number, in a fixed order."""
    chance = random.Random(7)
    seen: set[str] = set()
    while len(seen) < count:
        parts = chance.sample(WORDS, chance.choice((2, 3, 3, 4, 4, 5)))
        if chance.random() < 0.3:
            parts.append(str(chance.randrange(1000)))
        header = " ".join(parts)
        if header not in seen:
            seen.add(header)
            yield header


def fill(folder: Path, count: int) -> None:
    """Teach that many mappings in chunks."""
    chance = random.Random(8)
    with LLMMemoryManager(folder) as memory:
        chunk: list[Statement] = []
        for header in headers(count):
            chunk.append(Statement(header, chance.choice(FIELDS), 0.9))
            if len(chunk) == CHUNK:
                memory.store.remember(chunk, "bench")
                chunk = []
        if chunk:
            memory.store.remember(chunk, "bench")


def median(work: Callable[[str], object], headers: list[str]) -> float:
    """Microseconds a question, the middle one, once the pages that it needs are in memory."""
    for one in headers:
        work(one)
    times = []
    for one in headers:
        start = time.perf_counter()
        work(one)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def bare(file: Path, headers: list[str]) -> float:
    """Microseconds of a look-up by primary key in a table of two columns with the same rows, by sqlite alone."""
    copy = file.with_name("bare.db")
    if not copy.exists():
        empty = dbapi2.connect(str(copy), isolation_level=None)
        empty.execute("CREATE TABLE mapping (key TEXT PRIMARY KEY, field TEXT) WITHOUT ROWID")
        empty.execute("ATTACH ? AS memory", (str(file),))
        empty.execute("INSERT INTO mapping SELECT key, target FROM memory.lesson WHERE kind = 'mappings'")
        empty.close()
    connection = dbapi2.connect(str(copy), isolation_level=None)
    keys = [normalise(one) for one in headers]
    seconds = median(
        lambda key: connection.execute("SELECT field FROM mapping WHERE key = ?", (key,)).fetchone(), keys
    )
    connection.close()
    return seconds


def opening(folder: Path, header: str) -> float:
    """Milliseconds from nothing to the first answer inside a fresh process, its imports left out."""
    code = (
        "import sys, time; from worker.memory import MemoryStore; from worker import settings\n"
        "start = time.perf_counter()\n"
        f"MemoryStore.open(settings.load({str(folder)!r})).recall({header!r})\n"
        "print((time.perf_counter() - start) * 1000)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    return statistics.median(runs)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp()) / "llm_memory"
    if not (folder / "llm_memory.db").exists():
        start = time.perf_counter()
        fill(folder, count)
        seconds = time.perf_counter() - start
        print(f"taught {count:,} mappings in {seconds:.0f} s ({seconds / count * 1e6:.0f} us each)")
    chance = random.Random(9)
    some = [header for at, header in enumerate(headers(count)) if at % max(count // 5000, 1) == 0]
    questions = [chance.choice(some) for _ in range(2000)]
    with LLMMemoryManager(folder) as memory:
        size = memory.store.database.path.stat().st_size / 1e6
        ours = median(memory.store.recall, questions)
        plain = bare(memory.store.database.path, questions)
        row = [" ".join(chance.sample(WORDS, chance.choice((2, 3, 4)))) for _ in range(60)]
        memory.find_similar_columns(row)
        times = []
        for _ in range(15):
            start = time.perf_counter()
            similar = memory.find_similar_columns(row)
            times.append((time.perf_counter() - start) * 1000)
        top = time.perf_counter()
        memory.get_top_mappings(10)
        top = (time.perf_counter() - top) * 1000
        room = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"file                       {size:8.0f} MB")
    print(f"recall by name             {ours:8.1f} us")
    print(f"bare look-up               {plain:8.1f} us   ratio {ours / plain:.2f}")
    print(f"60 similar headers, warm   {statistics.median(times):8.1f} ms   ({len(similar.entries)} found)")
    print(f"10 top mappings            {top:8.1f} ms")
    print(f"opening and first answer   {opening(folder, questions[0]):8.1f} ms")
    print(f"this process               {room:8.0f} MB at most (with the {count:,} headers that it asks from)")


if __name__ == "__main__":
    main()
