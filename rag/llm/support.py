"""Whether one sentence is supported by the places that it cites.

Every word of substance must stand there, most of them in one or two sentences of one place; each
figure where its words stand; quotations word for word; and nothing may turn the sense round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Span
from index.folding import fold
from rag.catalogue import Catalogue, presence
from rag.llm.figures import Figure, bounds_differ, figures_in, holds, same, value_of
from rag.llm.ground import Clause, Ground, bare, union
from rag.llm.orders import speaks_to_a_model
from rag.llm.plain import URL
from rag.llm.senses import foreign_sense, is_negative, turns_the_sense
from rag.llm.windows import COVER, Window, needed, windows_of
from rag.llm.words import substance
from rag.verify import problems

CLOSE = 0.2
"""A figure's clause may hold so much less of the words than another clause with figures."""
_PRESENT = 0.5
"""Share of a longer word's character pairs that makes it present."""
_QUOTE = re.compile(r"\"([^\"]{2,})\"|'([^']{2,})'")
_PARTS = re.compile(r"[^,;:。!?]+")
_AT_YEAR = re.compile(r"(?<=[^(\d年])(?=(?:19|20)\d{2}年)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` says why a sentence is not supported, "" when it is; `spans` what each place gives it.

    `spans` has one entry for each place that the sentence really rests on: its index among the
    places given, and the part of it that counts.
    """

    fault: str = ""
    spans: tuple[tuple[int, Span], ...] = ()


def judge(said: str, grounds: Sequence[Ground], catalogue: Catalogue) -> Verdict:
    """The verdict on a sentence without markup and marks, over the places that it cites."""
    folded = fold(said)
    if not re.search(r"\w", said) or not grounds:
        return Verdict("没有内容")
    fault = _said_nowhere(said, folded, grounds, catalogue)
    if fault:
        return Verdict(fault)
    words = substance(said)
    if not words and not any(figures_in(folded)):
        return Verdict("没有内容")
    parts = tuple(_parts(folded))
    windows = windows_of(words, folded, grounds, catalogue)
    alone = [w for w in windows if w.cover >= COVER and not _fault(parts, [w], catalogue)]
    if alone:
        return Verdict("", tuple((w.index, w.span) for w in alone))
    kept = needed(words, windows, catalogue)
    if not kept or catalogue.cover(words, "\n".join(w.text for w in kept)) < COVER:
        return Verdict("所引材料里没有这样的一句")
    if fault := _fault(parts, kept, catalogue):
        return Verdict(fault)
    return Verdict("", tuple((w.index, w.span) for w in kept))


def _fault(parts: Sequence[str], windows: Sequence[Window], catalogue: Catalogue) -> str:
    """What is wrong with the clauses of a sentence that rests on these windows; "" for nothing."""
    for part in parts:
        fault = _scattered(part, windows) or _turned(part, windows)
        if fault := fault or _misplaced(part, windows, catalogue):
            return fault
    return ""


def says_nothing(said: str) -> bool:
    """Whether a text only announces others, such as “主要包括”."""
    folded = fold(said)
    return not substance(said) and not any(figures_in(folded)) and not is_negative(folded)


def _said_nowhere(said: str, folded: str, grounds: Sequence[Ground], catalogue: Catalogue) -> str:
    """What stands in none of the places: a link, an order, a figure, a quotation, a word."""
    if found := URL.search(said):
        return f"链接或地址“{found[0][:20]}”"
    if speaks_to_a_model(said):
        return "这是给程序的话，不是回答"
    for wrong in problems(said, [text for g in grounds for text in g.texts]):
        if wrong.kind != "figure" or not _stands_otherwise(wrong.piece, grounds):
            return f"“{wrong.piece}”不在所引材料里"
    texts = [text for g in grounds for text in g.bare_texts]
    for quoted in (a or b for a, b in _QUOTE.findall(folded)):
        words = bare(quoted).strip(",;.。、!?")
        if not any(words in text for text in texts):
            return f"引文“{quoted}”与原文不同"
    everything = union(grounds)
    for word in substance(said):
        if presence(word, everything) < _PRESENT:
            return f"“{word}”不在所引材料里"
    return ""


def _parts(folded: str) -> Iterator[str]:
    """Clauses of a sentence; one that names several years is taken apart at each."""
    for match in _PARTS.finditer(folded):
        if "分别" in match[0]:
            yield match[0]
        else:
            yield from (part for part in _AT_YEAR.split(match[0]) if part.strip())


def _scattered(part: str, windows: Sequence[Window]) -> str:
    """A clause put together from what is said in different places of different things."""
    words = substance(part)
    if any(all(presence(word, w.text) >= _PRESENT for word in words) for w in windows):
        return ""
    return f"“{part.strip()}”是把几处的话合在一起"


def _turned(part: str, windows: Sequence[Window]) -> str:
    """A sense that the clauses relied on do not have, a bound turned round, or a denial lost."""
    source = _source(part, windows)
    text = "，".join(clause.text for clause in source)
    if foreign := foreign_sense(part, text):
        return f"“{foreign}”与所引材料的意思不同"
    given = [f for clause in source for f in clause.figures]
    if wrong := [f for f in figures_in(part) if bounds_differ(f, given)]:
        return f"{_shown(wrong)}{wrong[0].bound}，与所引材料的意思不同"
    if substance(part) and is_negative(text) and not is_negative(part):
        return "漏掉了原文的否定"
    return ""


def _source(part: str, windows: Sequence[Window]) -> list[Clause]:
    """The fewest clauses that hold the words of a part between them, and those with its figures."""
    left = [word for word in substance(part) if not turns_the_sense(word)]
    clauses = [c for w in windows for c in w.clauses]
    wanted = [f for f in figures_in(part) if not f.is_year]
    found = [c for c in clauses if any(holds(c.figures, f) for f in wanted) and _has(left, c)]
    left = [word for word in left if not any(word in c.text for c in found)]
    while left:
        best = max(clauses, key=lambda c: _share(left, c.text), default=None)
        if best is None or not _has(left, best):
            break
        found.append(best)
        left = [word for word in left if word not in best.text]
    return found or clauses


def _has(words: Sequence[str], clause: Clause) -> bool:
    return not words or any(word in clause.text for word in words)


def _stands_otherwise(piece: str, grounds: Sequence[Ground]) -> bool:
    """Whether a figure stands there in other numerals: 5 for 五, 1000 for 一千."""
    value = value_of(piece)
    return value is not None and any(f.value == value for g in grounds for f in g.figures)


def _share(words: Sequence[str], text: str) -> float:
    return sum(word in text for word in words) / len(words)


def _misplaced(part: str, windows: Sequence[Window], catalogue: Catalogue) -> str:
    """A figure that the source gives for something else than the words around it say."""
    wanted = [
        figure for figure in figures_in(part)
        if not any(holds(w.over, figure) for w in windows)
    ]  # fmt: skip
    if not wanted:
        return ""
    if "分别" in part:
        return "" if _in_order(wanted, windows) else "数字的先后与原文不同"
    clauses = [c for w in windows for c in w.clauses if c.figures]
    holding = [c for c in clauses if all(holds(c.figures, f) for f in wanted)]
    if not holding:
        return f"数字{_shown(wanted)}在原文里不是这样说的"
    words = substance(part)
    if words and _most(words, holding, catalogue) < _most(words, clauses, catalogue) - CLOSE:
        return f"数字{_shown(wanted)}在原文里说的是别的"
    return ""


def _most(words: Sequence[str], clauses: Sequence[Clause], catalogue: Catalogue) -> float:
    return max(catalogue.cover(words, clause.text) for clause in clauses)


def _in_order(wanted: Sequence[Figure], windows: Sequence[Window]) -> bool:
    """Whether the years, and the other figures, each come in the order of one passage."""
    kinds = [[f for f in wanted if f.is_year is years] for years in (True, False)]
    passages = [[f for c in p.clauses for f in c.figures] for w in windows for p in w.passages]
    return any(all(_follows(kind, given) for kind in kinds) for given in passages)


def _follows(wanted: Sequence[Figure], given: Sequence[Figure]) -> bool:
    """Whether the wanted figures stand among the given ones in the same order."""
    rest = iter(given)
    return all(any(same(other, figure) for other in rest) for figure in wanted)


def _shown(figures: Sequence[Figure]) -> str:
    return "、".join(f"{figure.value:g}{figure.unit}" for figure in figures[:3])
