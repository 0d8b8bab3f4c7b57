"""Rows that a question names whole: by their name, without the unit, or by one of the names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.documents import Span
from rag.document_names import bare
from rag.tables.rows import Row

_SHORT = 2
"""Fewest characters of a name that is looked for."""
_MEASURES = ("数量", "数", "比例", "比率", "总数", "总量", "总额", "个数", "人数")


def named_rows(subject: str, rows: Sequence[Row]) -> list[tuple[Span, tuple[Row, ...]]]:
    """The rows whose names stand in a folded question, in the order of the question.

    Of names that overlap the longest counts; rows of one name (in two tables) come together.
    """
    kept = [(c, at) for at, c in enumerate(subject) if re.match(r"\w", c) and c != "_"]
    asked = "".join(c for c, _ in kept)
    found: dict[Span, list[Row]] = {}
    for row in rows:
        for name in _names(row.subject):
            at = asked.find(name)
            if at >= 0:
                span = (kept[at][1], kept[at + len(name) - 1][1] + 1)
                if row not in found.setdefault(span, []):
                    found[span].append(row)
    outer = [
        s
        for s in found
        if not any(
            o != s and o[0] < s[1] and s[0] < o[1] and o[1] - o[0] > s[1] - s[0] for o in found
        )
    ]
    return [(span, tuple(found[span])) for span in sorted(outer)]


@lru_cache(maxsize=20_000)
def _names(subject: str) -> tuple[str, ...]:
    """A name as written, without what stands in brackets, without the measure at its end, and the
    names that 、 joins in it (江苏、浙江)."""
    whole = bare(subject)
    plain = bare(re.sub(r"[（(][^（）()]*[）)]", "", subject))
    short = next((plain.removesuffix(m) for m in _MEASURES if plain.endswith(m)), plain)
    parts = [bare(p) for p in subject.split("、")] if "、" in subject else []
    names = [whole, plain, *([short] if len(short) >= 6 else []), *parts]
    return tuple(dict.fromkeys(n for n in names if len(n) >= _SHORT))
