"""How fast documents are read and outlined: 3,000 laws on one core, in a process of their own.

The peer in the same run is what anyone would write first: the same text split by one regular
expression at 编, 章, 节 and 条. It gives pieces without a tree, without spans and without regard to
cross-references, and so shows how much the exact outline costs above the mere pass over the text.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from eval.errors import BenchError, DataError
from eval.outlines import LAWS
from eval.processes import peak_bytes
from index.outline import outline_of_blocks
from index.read import read_file

DOCUMENTS = 3_000
WARM_UP = 50
_ROOT = Path(__file__).parent.parent
_NUMBERED = re.compile(r"^(?=第[零〇一二三四五六七八九十百千]+(?:编|分编|章|节|条))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadingCost:
    """What reading and outlining cost: seconds for each document, of ours and of the peer.

    `peak` is the highest memory of the process in bytes, `growth` how much of it was added after
    the first 50 documents.
    """

    documents: int
    seconds: float
    peer_seconds: float
    peak: int
    growth: int


def reading_cost(data: Path, documents: int = DOCUMENTS) -> ReadingCost:
    """Measure in a fresh process on one core; DataError without the laws, BenchError when it fails."""
    if not any((data / LAWS).rglob("*.md")):
        raise DataError(f"“{data}”里没有 {LAWS} 文件夹或其中没有 .md 文件。")
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "eval.reading", str(data.resolve()), str(documents)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise BenchError(f"读取法律失败：{said[-1] if said else '没有说明原因'}")
    return ReadingCost(**json.loads(done.stdout))


def measure(paths: Sequence[Path], documents: int) -> ReadingCost:
    """Read and outline files in turn, again from the first when they run out, keeping nothing."""
    for path in islice(cycle(paths), WARM_UP):
        _outline(path)
    before = _peak()
    seconds = peer_seconds = 0.0
    for path in islice(cycle(paths), documents):
        start = time.perf_counter()
        _outline(path)
        between = time.perf_counter()
        _NUMBERED.split(path.read_text(encoding="utf-8").replace("#", "").replace("*", ""))
        peer_seconds += time.perf_counter() - between
        seconds += between - start
    peak = _peak()
    return ReadingCost(
        documents, seconds / documents, peer_seconds / documents, peak, peak - before
    )


def _outline(path: Path) -> None:
    source = read_file(path)
    outline_of_blocks(source.blocks, document_id="law", title=source.title)


def _peak() -> int:
    """The most memory of this process so far in bytes. Linux: its own; `ru_maxrss` begins with that of
    the process that has started it."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return peak_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return next(int(s.split()[1]) for s in status.splitlines() if s.startswith("VmHWM:")) * 1024


def main(arguments: Sequence[str]) -> None:
    """Measure the laws below the first argument, as many times as the second says; JSON on stdout."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    paths = sorted((Path(arguments[0]) / LAWS).rglob("*.md"))
    cost = measure(paths, int(arguments[1]))
    json.dump({name: getattr(cost, name) for name in cost.__dataclass_fields__}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
