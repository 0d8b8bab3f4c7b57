"""Answer correctness: the required content is there, the forbidden is not, and it is not a dump.

After the short-answer judging of open-domain question answering (an answer is right when it
contains an accepted alias: Chen et al., Reading Wikipedia to Answer Open-Domain Questions, 2017),
with all-of groups of alternatives, and numerals, widths and units made equal first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.normal import comparable, contains, strip_marks


@dataclass(frozen=True, slots=True)
class ContentJudgement:
    """What an answer lacks, what it must not say and does, and its length in characters."""

    missing: tuple[str, ...]
    forbidden: tuple[str, ...]
    length: int
    over_length: bool

    @property
    def correct(self) -> bool:
        """All there and nothing forbidden; the length is reported beside this, not in it."""
        return not self.missing and not self.forbidden


def judge_content(
    answer: str,
    required: Sequence[Sequence[str]],
    forbidden: Sequence[str] = (),
    *,
    max_chars: int,
) -> ContentJudgement:
    """Compare an answer with what it must and must not contain.

    `required`: one alternative of every group must stand in the answer, figures as whole figures;
    a missing group is named by its first alternative. A forbidden piece that begins with ^ is
    forbidden at the beginning only (“^是的” does not forbid “不是的”). Length counts characters
    without citation marks and white space.
    """
    text = comparable(answer)
    missing = tuple(g[0] for g in required if not any(contains(text, comparable(a)) for a in g))
    present = tuple(piece for piece in forbidden if _says(text, piece))
    length = len("".join(strip_marks(answer).split()))
    return ContentJudgement(missing, present, length, length > max_chars)


def _says(text: str, piece: str) -> bool:
    if piece.startswith("^"):
        return text.startswith(comparable(piece[1:]))
    return contains(text, comparable(piece))
