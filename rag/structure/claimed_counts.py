"""Numbers of parts that a question states: “有20个专栏吧”, “章一共九个，对吗”, “专栏不止15个吧”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.numerals import parse_numeral
from rag.negation import opening
from rag.question import ParsedQuestion
from rag.stated_counts import BOUND, CHECKED, COUNT, first_group, limits
from rag.structure.addresses import find_addresses
from rag.structure.part_words import PART_WORDS, are_parts, blanked

_FILL = (
    r"(?:的|里面?|当中|中|总数|数量|个数|数目|数|一共|总共|总计|合计|共计|加起来|合起来|共|都|也|就|只|仅|才|应该|应当|好像|似乎|大概|确实|真的"
    r"|是不是|有没有|是否|难道|并?不是|并?非|没有?|有|是|为|设|分|达到?|成|了|着|,)*+"
)
"""Possessive, as are the words before a number: they overlap, and no match needs one given back."""
_BEFORE = re.compile(
    rf"(?:不是|并非|没有?|有|是|一共|总共|共)*+{BOUND}(?<![同哪这那每第任某前后独立单列成的在于]){COUNT}(?:多|余|来)?个?(?P<kind>{PART_WORDS})"
)
_BEHIND = re.compile(
    rf"(?<![同哪这那每各某一二两三四五六七八九十百\d])(?P<kind>{PART_WORDS})文?{_FILL}{BOUND}(?<![第\d§]){COUNT}(?P<measure>个|{PART_WORDS})?"
    r"(?:(?P<from>以上|起码)|(?P<to>以下|以内))?"
    rf"(?:这么多|那么多|的样子|整|了|的)*{CHECKED}"
)
"""The number behind the word for the parts, where nothing but the words of checking follow."""

_WITHIN = re.compile(
    rf"§.*?(?<![同哪这那每各某])(?P<of>{PART_WORDS})(?![,、\d二三四五六七八九十两]|一(?!共)){_FILL}{BOUND}(?<![第§]){COUNT}(?:多|余)?个?(?P<kind>{PART_WORDS})"
    rf"(?:了|的|整)*{CHECKED}"
)
POINTS = ("项", "小项", "工程")
"""What any part may have, and a document as a whole has not."""


@dataclass(frozen=True, slots=True)
class ClaimedCount:
    """A number of parts of a kind that a question states; `least` and `most` are the numbers that
    would bear it out, `start` and `text` are where it stands and how it is written."""

    kind: str
    least: int
    most: int
    start: int
    text: str

    def opening(self, question: ParsedQuestion, count: int) -> str:
        """What the answer to the question opens with where there are so many parts."""
        return opening(question.folded, self.start, right=self.least <= count <= self.most)


def counts_parts(question: ParsedQuestion) -> bool:
    """Whether a question states how many parts of a kind that no table has there are."""
    claim = claimed_count(question, blanked(question, find_addresses(question.folded)))
    return claim is not None and claim.kind not in POINTS


def counts_several(question: ParsedQuestion) -> bool:
    """Whether a question states how many parts of several kinds one part has: one question, whatever
    commas it has."""
    addresses = find_addresses(question.folded)
    return len(addresses) < 2 and len(claimed_counts(question, blanked(question, addresses))) > 1


def claimed_count(question: ParsedQuestion, folded: str) -> ClaimedCount | None:
    """“有30个专栏，对吗”: a number of parts that the question itself states, in its text without
    addresses; None where it states none or wants nothing checked."""
    return next(iter(claimed_counts(question, folded)), None)


def claimed_counts(question: ParsedQuestion, folded: str) -> tuple[ClaimedCount, ...]:
    """All numbers of parts that a question states (“十章二十个专栏，对吗”), one for each kind; of points
    (项), which may be those of any part, only where nothing else is counted."""
    if "check" not in question.wants or claimed_within(question, folded):
        return ()
    behind = _BEHIND.search(folded)
    if behind is not None and behind["measure"] not in (None, "个", behind["kind"]):
        behind = None  # “专栏有3项吧” counts what stands in it
    found = [behind] if behind else list(_BEFORE.finditer(folded))
    read = [claim for match in found if (claim := _read(match)) is not None]
    first = {claim.kind: claim for claim in reversed(read)}
    several = [c for c in read if c is first[c.kind] and c.kind not in POINTS]
    return tuple(several if len(several) > 1 else read[:1])


def claimed_within(question: ParsedQuestion, folded: str) -> tuple[str, ClaimedCount] | None:
    """“第三章的专栏一共24项吧”: the word for the parts of the part named, and the number of parts that
    these are said to have."""
    found = _WITHIN.search(folded) if "check" in question.wants else None
    if found is None or not are_parts(found["of"], found["kind"]):
        return None
    claim = _read(found)
    return (found["of"], claim) if claim is not None else None


def _read(found: re.Match[str]) -> ClaimedCount | None:
    """A match of the number of parts with its bounds; None where it is no number."""
    said, number = found.groupdict(), parse_numeral(found["n"])
    if number is None:
        return None
    start = found.start(first_group(said))
    return ClaimedCount(said["kind"], *limits(said, number), start, found[0])
