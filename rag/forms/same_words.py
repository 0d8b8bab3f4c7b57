"""Same words: of sentences that are about as good, the one that has the question's words in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.candidates import Candidate
from rag.question import ParsedQuestion

LOOKED_AT = 12
"""Sentences that are compared."""
SUBJECT = 5
"""Characters in which a question and a sentence begin alike when they have one subject."""
WORTH = 0.12
"""What it counts that the whole question stands in the sentence as it is."""
AIM = 0.5
"""What it costs a sentence in an answer to “how” that it only says what the text was made for."""
_MADE = re.compile(r"(?:特?制定|编制)(?:本|了?《|了?\"|“)")


def in_same_words(
    question: ParsedQuestion, candidates: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """The candidates, best first, the best ones put into order once more."""
    asked = re.sub(r"\W", "", question.subject)
    if not asked:
        return tuple(candidates)
    how = "how" in question.wants
    first = [
        replace(c, score=c.score + _worth(asked, c.reading.folded) - how * _aim(c.reading.folded))
        for c in candidates[:LOOKED_AT]
    ]
    return (*sorted(first, key=lambda c: -c.score), *candidates[LOOKED_AT:])


def _aim(text: str) -> float:
    """What a sentence loses for “how” that only says why the text was made: 为了……，制定本法."""
    return AIM if _MADE.search(text) else 0.0


def _worth(asked: str, text: str) -> float:
    """What the same words count; more where the sentence begins with what the question begins with."""
    bare = re.sub(r"\W", "", text)
    begins = WORTH if len(asked) >= SUBJECT and bare.startswith(asked[:SUBJECT]) else 0.0
    return begins + WORTH * longest_run(asked, bare) / len(asked)


def longest_run(asked: str, text: str) -> int:
    """The length of the longest piece of `asked` that stands in `text`."""
    best = 0
    for start in range(len(asked)):
        while asked[start : start + best + 1] in text and start + best < len(asked):
            best += 1
    return best
