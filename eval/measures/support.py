"""Whether passages support a statement: by verbatim quote, by figures, by content-word cover.

A deterministic stand-in for the entailment model of ALCE (Gao et al., Enabling Large Language
Models to Generate Text with Citations, 2023), which runs offline in Chinese and never guesses:
a statement is supported when it stands in the passages word for word, or when every figure in it
stands there and enough of its pairs of characters do.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from eval.normal import all_figures, comparable, figures

COVER = 0.7
"""Share of the pairs of characters that must stand in the passages."""

_RUN = re.compile(r"[㐀-鿿]+|[a-z]{2,}")
_FUNCTION = frozenset("的了是在和与及或等为有其共各一个以于对将要也都就这那该本项")
_SPEECH = re.compile("增加|减少|相差|提高|至少|至多|共有|一共|合计|属于|下设|分别|其中")
_EDGE = re.compile(r"^[\s,.;:。；：、，-]+|[\s,.;:。；：、，!?]+$")


def supported(statement: str, passage: str, exempt: Collection[str] = ()) -> bool:
    """Whether a passage supports a statement; figures in `exempt` were calculated, not quoted."""
    claim = _EDGE.sub("", comparable(statement))
    if not claim or not passage:
        return False
    if claim in comparable(passage):
        return True
    vouched = all_figures(passage) | frozenset(exempt)
    return set(figures(statement)) <= vouched and cover(statement, passage) >= COVER


def cover(statement: str, passage: str) -> float:
    """Share of the statement's distinct content pairs that stand in the passage, in [0, 1].

    Pairs of neighbouring Chinese characters without function characters and the words of counting
    and reckoning (共有, 增加), and whole Latin words. A statement without any is covered when it is nothing but figures and marks (1.0).
    """
    wanted = _pairs(statement)
    return len(wanted & _pairs(passage)) / len(wanted) if wanted else 1.0


def figure_support(answer: str, passage: str, exempt: Collection[str] = ()) -> float:
    """Share of an answer's figures that stand in what it cites, in [0, 1]; 1 without figures."""
    stated = figures(answer)
    vouched = all_figures(passage) | frozenset(exempt)
    return sum(figure in vouched for figure in stated) / len(stated) if stated else 1.0


def _pairs(text: str) -> set[str]:
    pairs: set[str] = set()
    for run in _RUN.findall(_SPEECH.sub(" ", comparable(text))):
        if run.isascii():
            pairs.add(run)
            continue
        for part in re.split(f"[{''.join(_FUNCTION)}]", run):
            pairs.update(a + b for a, b in pairwise(part))
    return pairs
