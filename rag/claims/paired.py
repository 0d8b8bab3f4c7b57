"""Figures stated in pairs: “300条线路的20座站”, where a sentence has 20 of the ones and 300 of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.quantities.figures import Figure, find_figures, ready
from index.words import content_words
from rag.alignment import align
from rag.candidates import Candidate
from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.forms.saying import quoted, whole
from rag.premises import Stated, alike_units, stated_figures, unstated
from rag.question import ParsedQuestion
from rag.terms import subject_terms

LOOKED_AT = 3
"""Sentences that are held against the figures."""
SAID = 0.8
"""The same of what one of several figures is stated for, in the clause that has one for all of them."""
HELD = 0.6
"""Share of what is said beside the figures that the sentence must hold."""

_FILLING = re.compile(r"^[^\w]+|(?:[是为有达到约共才只]|[^\w])+$")
_RESPECTIVELY = re.compile("分别|各自|依次")


def answer_paired(found: Found) -> Draft | None:
    """The whole sentence that gives figures of all kinds that a question states together, where one of
    them is another or two have changed places; None for other questions."""
    stated = [s for s in stated_figures(found.question) if s.unit]
    if "check" not in found.question.wants or len(stated) < 2 or any(map(_is_time, stated)):
        return None
    asked = align(unstated(found.question), found.terms, found.catalogue)
    for candidate in found.candidates[:LOOKED_AT]:
        text = candidate.reading.folded
        given = [
            f for f in find_figures(text, ready(text, text)) if f.number is not None and f.unit
        ]
        if asked.share(text) < HELD or not all(_alike(s, given) for s in stated):
            continue
        opening = "不对，" if all_otherwise(found.question.folded, text) else ""
        if all(any(f.number == s.number for f in _alike(s, given)) for s in stated):
            if not opening and _in_order(stated, given):
                return None
        else:
            opening = opening or _opening(found, stated, text)
        lead = Statement(opening, (), "lead", derived=True)
        return Draft("passage", (*([lead] if opening else []), _part(found, candidate, stated)))
    return None


def _opening(found: Found, stated: Sequence[Stated], text: str) -> str:
    """不对 where a sentence has one figure for each that is stated; where it has one for all of them,
    which of them it contradicts; "" where it cannot be told."""
    given = list(find_figures(text, ready(text, text)))
    if any(len(_alike(s, given)) != 1 for s in stated):
        return ""
    if len({s.unit for s in stated}) > 1:
        return "不对，"
    right = _alike(stated[0], given)[0]
    if not _of_all(found, text, right):
        return ""
    wrong = [f"{s.number:g}{s.unit}" for s in stated if s.number != right.number]
    if len(wrong) == len(stated):
        return "不对，"
    return f"不对，其中{'、'.join(wrong)}应为{text[right.start : right.end]}："


def _of_all(found: Found, text: str, figure: Figure) -> bool:
    """Whether the clause of a folded sentence that has a figure speaks of all that the question gives
    one for."""
    clause = next(c[0] for c in re.finditer(r"[^,;。]+", text) if c.end() >= figure.end)
    asked = found.question.folded
    ends = [0, *(f.end for f in find_figures(asked, ready(asked, asked)) if f.number is not None)]
    if _RESPECTIVELY.search(asked):
        ends = [0, ends[-1]]
    for start, end in pairwise(ends):
        part = ParsedQuestion(re.sub(r"[\d.]+%?", " ", asked[start:end]), ())
        terms = subject_terms(part)
        if not terms or align(part, terms, found.catalogue).share(clause) < SAID:
            return False
    return True


def _part(found: Found, candidate: Candidate, stated: Sequence[Stated]) -> Statement:
    """The part between semicolons that has other figures for all that the question names, or figures
    of all kinds stated; else the whole sentence."""
    text, asked = candidate.reading.folded, found.question.folded
    pieces = list(re.finditer(r"[^;]+", text))
    for piece in sorted(pieces, key=lambda p: not all_otherwise(asked, p[0])):
        given = list(find_figures(piece[0], ready(piece[0], piece[0])))
        if all(_alike(s, given) for s in stated):
            start = candidate.span[0]
            span = (start + piece.start(), start + piece.end())
            return quoted(found.outline(candidate), candidate.document_id, span)
    return whole(found, candidate)


def _is_time(stated: Stated) -> bool:
    """Whether a figure is a duration or an age: mostly the case that a rule is for."""
    return bool(re.search(r"[年月日天周时岁]|星期|分钟", stated.unit))


def _alike(stated: Stated, given: Sequence[Figure]) -> list[Figure]:
    """The figures of a sentence that count the same as a stated one."""
    return [f for f in given if alike_units(stated.unit, f.unit.lstrip("多余"))]


def _in_order(stated: Sequence[Stated], given: Sequence[Figure]) -> bool:
    """Whether the stated numbers follow one another in a sentence as they do in the question."""
    numbers = [f.number for f in given]
    places = [numbers.index(s.number) for s in stated if s.number in numbers]
    return places == sorted(places)


def all_otherwise(asked: str, text: str) -> bool:
    """Whether a folded text has one other figure for each thing that a folded question gives one for,
    by its name or by words that none of the other things is named with."""
    own, said = _named(asked), _named(text)
    words = [set(content_words(name)) for name, _ in own]
    for at, (name, number) in enumerate(own):
        telling = words[at].difference(*(w for i, w in enumerate(words) if i != at))
        ends = (name[i:] for i in range(max(1, len(name) - 2)))
        wanted = next(({end} for end in ends if any(end in label for label, _ in said)), telling)
        figures = {n for label, n in said if any(word in label for word in wanted)}
        if len(figures) != 1 or number in figures:
            return False
    return len(own) > 1


def _named(folded: str) -> list[tuple[str, float]]:
    """The figures of a folded text, each with what is said between the one before and it."""
    figures = [f for f in find_figures(folded, ready(folded, folded)) if f.number and f.unit]
    starts = [0, *(f.end for f in figures)]
    return [
        (_FILLING.sub("", folded[a : f.start]), f.number or 0.0)
        for a, f in zip(starts, figures, strict=False)
    ]
