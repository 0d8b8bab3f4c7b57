"""How the commands of eval speak: progress on stderr, JSON and tables on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Show = Callable[[str, int, int], None]


@contextmanager
def progress(unit: str = "题") -> Iterator[Show | None]:
    """A bar that is told a stage, and how many of how many are done; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit=unit, leave=False) as bar:

        def show(stage: str, done: int, total: int) -> None:
            bar.set_description_str(stage, refresh=False)
            bar.total = total
            bar.n = done
            bar.refresh()

        yield show


def note(text: str) -> None:
    """Tell a person what is going on."""
    print(text, file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    """Write a value to stdout as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
