"""Everyday words: when evidence is enough for a question whose words the documents do not share.

Such a question has a counterpart for fewer of its words. A smaller share of them is enough where
there is much in common in all, or where the sentence means what was asked. The bounds were chosen
on everyday questions of the dev splits, with those of one corpus put to another as negatives.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAST_MEANING = 0.15
"""Least cosine of the sentence to the question."""
COVER, MET = 0.35, 5.0
"""Share of the words' weight, and weight in all, that words alone must meet."""
NEAR_MEANING = 0.35
"""Cosine from which the sentence is about what was asked, and less of its words is enough."""
NEAR_COVER, NEAR_MET = 0.2, 2.5
SAME_MEANING = 0.45
"""Cosine from which a word that no document knows does not make it another question."""


@dataclass(frozen=True, slots=True)
class Common:
    """What a question and its evidence have in common: share of the words' weight in [0, 1], that
    weight itself, the cosine of question and sentence (None for models whose scale is not known),
    and whether a word of the question is strange to the documents."""

    cover: float
    met: float
    meaning: float | None
    strange: bool


def is_enough(common: Common) -> bool:
    """Whether evidence with this in common answers a question in everyday words."""
    if common.meaning is None:
        return not common.strange and common.cover >= COVER and common.met >= MET
    if common.meaning < LEAST_MEANING:
        return False
    if common.strange and common.meaning < SAME_MEANING:
        return False
    if common.meaning >= NEAR_MEANING:
        return common.cover >= NEAR_COVER and common.met >= NEAR_MET
    return common.cover >= COVER and common.met >= MET
