"""Commands run in fresh processes: how long they take and how much memory they need at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import BenchError

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall-clock seconds and peak resident memory in bytes of one process; Linux counts no less than
    what the process that has started it held then."""

    seconds: float
    memory: int


def command_cost(arguments: Sequence[str]) -> Cost:
    """Run `guanwen` with these arguments in a process of its own; BenchError when it fails."""
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=complaints,
            env={**os.environ, "PYTHONPATH": path},
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip().splitlines()
            raise BenchError(
                f"命令 guanwen {arguments[0]} 失败（退出码 {process.returncode}）："
                f"{said[-1] if said else '没有说明原因'}"
            )
    return Cost(seconds, peak_bytes(usage.ru_maxrss))


def peak_bytes(maxrss: int) -> int:
    """`ru_maxrss` in bytes: Linux counts in kilobytes, macOS in bytes."""
    return maxrss if sys.platform == "darwin" else maxrss * 1024
