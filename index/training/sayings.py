"""Training pairs out of glossary files: what people say and what documents write for it.

A file is UTF-8 with tabs: sayings, the words documents use, and nothing else that counts here;
alternatives are parted by `|`, and `#` begins a comment.
"""

from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

from index.training.sources import Pair

NEAREST = 3
"""Written words taken of a line: they stand in the order of how well they fit."""


def glossary_pairs(folder: Path) -> list[Pair]:
    """Return the pairs of every `.tsv` file in `folder`, files in the order of their names."""
    return [pair for path in sorted(folder.glob("*.tsv")) for pair in _pairs(path)]


def _pairs(path: Path) -> Iterator[Pair]:
    """Each saying with each written word, and sayings of one line with their neighbours."""
    for line in path.read_text("utf-8").splitlines():
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 2:
            continue
        said, written = columns[0].split("|"), columns[1].split("|")[:NEAREST]
        yield from (Pair(left, right) for left, right in product(said, written))
        yield from (Pair(left, right) for left, right in pairwise(said))
