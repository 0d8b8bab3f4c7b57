"""A follow-up looked for near the answer before: in the part that it stood in and the parts beside.

People go on asking about what stands there in words of their own (“折成钱是多少”, “效果怎么样”), too few
to find it in all the documents, enough to tell it from its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Hit, Node, Outline, Span
from index.folding import fold
from index.sentences import sentence_spans
from rag.alignment import align
from rag.candidates import Candidate, score_sentences
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence
from rag.evidence.sufficiency import loosely_in, required_names
from rag.forms.focus import asks_figure
from rag.forms.found import Found
from rag.forms.numbers import has_number
from rag.forms.saying import quoted
from rag.forms.sentences import sentence_answer
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.scope import choose_scope
from rag.substance import is_noun, substance
from rag.terms import subject_terms
from rag.turns.dependence import ATTRIBUTES, RELATIVE
from rag.turns.previous import Previous, words_of

DEPTH = 60
"""Chunks of the document before that are looked through for those of the part."""
SAID = 0.5
"""Share of the weight of the turn's words that a sentence must hold for them to be enough."""
CLOSE = 0.8
"""Score of a sentence from which it is near enough, though it may lack a word of the turn."""
TOLD = 0.1
"""What a sentence is put behind others for having been told before."""
FIGURE = 0.3
"""What a sentence is put before others by for holding a figure of the kind asked for."""
FOREIGN = 0.9
"""Substance of nouns of the turn from which a part that has none of them is about something else."""
_GOES_ON = re.compile(r"^(?:那么?|而|还有|另外|请问|其中|好的?|嗯)+(?!个|种|份|条|项)[,， ]*")
_UNIT = re.compile(
    r"(?:一共|总共|共|又|还|大约|约)*[\u4e00-\u9fff]{0,2}了?(?:多少|几)个?(人|名|家|户|件|项|种|次|国|吨|票|期)[?。]*$"
)
"""“受益多少人”: a turn that asks for a figure of a unit and names nothing."""
_PIECE = re.compile(r"[^,，;；。]{2,}")
_INSIDE = ("item", "row", "paragraph", "table")


@dataclass(frozen=True, slots=True)
class Nearby:
    """A follow-up as it was understood near the answer before, and the draft found there."""

    text: str
    draft: Draft
    said: float
    """Share of the turn's own words that the sentence found holds, in [0, 1]."""


def nearby(turn: str, previous: Previous, catalogue: Catalogue) -> Nearby | None:
    """The answer to a turn from around the answer before: by the turn's own words where they tell
    enough, else by those of the question before too; None where nothing there answers it."""
    zones = _zones(previous.draft, catalogue)
    if not zones:
        return None
    if _foreign(turn, zones, catalogue):
        return _beside(turn, previous, catalogue)
    bare = without_lead(turn)
    carried = f"{words_of(previous.question)}，{bare}"
    documents = tuple(dict.fromkeys(z.document_id for z in zones))
    hits = tuple(retrieve(catalogue, carried, DEPTH, documents))
    for text in (bare, carried):
        found = _found(text, hits, turn, previous.draft, zones, catalogue)
        if found is None:
            continue
        said = _said(found.best, turn, catalogue)
        judged = found.judge(found.best)
        holds = said > 0 or _holds_figure(found.best, turn)
        close = found.best.score >= CLOSE and holds and not _lacks_names(found, zones)
        again = text == carried and not holds and _repeats(found.best, previous.draft)
        if (judged.enough or close) and not again and (text == carried or said >= SAID):
            return Nearby(carried, sentence_answer(found), said)
    return _beside(turn, previous, catalogue)


def _beside(turn: str, previous: Previous, catalogue: Catalogue) -> Nearby | None:
    """“受益多少人” after a figure: what else its sentence counts in the unit asked for, where the turn
    has no room to name anything."""
    said = [e for s in previous.draft.statements for e in s.evidence]
    unit = _UNIT.match(without_lead(fold(turn)))
    if unit is None or len(said) != 1:
        return None
    outline, at = catalogue.outline(said[0].document_id), said[0].span
    counted = re.compile(rf"[\d万千百]\s*(?:多|余)?{unit[1]}")
    sentences = sentence_spans(outline.text, outline.at(at[0]).span)
    start, end = next(((a, b) for a, b in sentences if a <= at[0] < b), at)
    for piece in _PIECE.finditer(outline.text, start, end):
        apart = piece.end() <= at[0] or at[1] <= piece.start()
        if apart and counted.search(fold(piece[0])):
            told = quoted(outline, said[0].document_id, piece.span())
            carried = f"{words_of(previous.question)}，{without_lead(turn)}"
            return Nearby(carried, Draft("passage", (told,)), 0.0)
    return None


def _overlaps(span: Span, document_id: str, zones: tuple[Evidence, ...]) -> bool:
    """Whether a chunk has sentences of the parts: those of all others need not be read."""
    return any(
        z.document_id == document_id and z.span[0] < span[1] and span[0] < z.span[1] for z in zones
    )


def _holds_figure(candidate: Candidate, turn: str) -> bool:
    """Whether a turn asks for a figure and a sentence has one of its kind."""
    asked = ParsedQuestion(turn)
    return asks_figure(asked) and has_number(asked, candidate.text)


def _repeats(candidate: Candidate, draft: Draft) -> bool:
    """Whether a sentence was already told."""
    start, end = candidate.span
    return any(
        e.document_id == candidate.document_id and e.span[0] < end and start < e.span[1]
        for s in draft.statements for e in s.evidence
    )  # fmt: skip


def without_lead(turn: str) -> str:
    """A turn without the words that only go on from the one before."""
    return _GOES_ON.sub("", turn.strip()) or turn


def _lacks_names(found: Found, zones: tuple[Evidence, ...]) -> bool:
    """Whether the question holds a year, a code or a quoted name that is not said there."""
    around = _around(zones, found.catalogue)
    names = [*required_names(found.question, found.catalogue), *map(str, found.question.years)]
    return any(not loosely_in(name, around) for name in names)


def _around(zones: tuple[Evidence, ...], catalogue: Catalogue) -> str:
    return "".join(
        catalogue.folded(z.document_id)[slice(*z.span)]
        + fold(catalogue.outline(z.document_id).titles(z.node_id))
        for z in zones
    )


def _found(
    text: str, hits: tuple[Hit, ...], turn: str, draft: Draft, zones: tuple[Evidence, ...],
    catalogue: Catalogue,
) -> Found | None:  # fmt: skip
    """The sentences around the answer before, the best for a text first: with what the turn quotes
    where one has it, and those with a figure first where it asks for one. None for none."""
    scope = choose_scope(ParsedQuestion(text), catalogue.infos)
    question = ParsedQuestion(text, scope.spans)
    terms = tuple(subject_terms(question))
    there = [h for h in hits if _overlaps(h.chunk.span, h.chunk.document_id, zones)]
    candidates = score_sentences(question, terms, there, catalogue, zones) if terms else []
    asked = ParsedQuestion(turn)
    names = (*asked.quoted, *asked.latin)
    named = [c for c in candidates if all(loosely_in(n, c.reading.folded) for n in names)]

    def fits(candidate: Candidate) -> float:
        figure = _holds_figure(candidate, turn)
        told = not figure and _repeats(candidate, draft)
        return candidate.score + FIGURE * figure - TOLD * told

    ordered = sorted(named or candidates, key=lambda c: -fits(c))
    return Found(question, terms, scope, hits, tuple(ordered), catalogue) if ordered else None


def _said(candidate: Candidate, turn: str, catalogue: Catalogue) -> float:
    """Share of the weight of a turn's telling words that a sentence holds; 0 for none."""
    words = _telling(turn)
    return align(ParsedQuestion(turn), words, catalogue).share(fold(candidate.text)) if words else 0


def _telling(turn: str) -> tuple[str, ...]:
    return tuple(t for t in subject_terms(ParsedQuestion(turn)) if t not in RELATIVE)


def _foreign(turn: str, zones: tuple[Evidence, ...], catalogue: Catalogue) -> bool:
    """Whether the turn names things, and hardly any of it is known around the answer before."""
    around = _around(zones, catalogue)
    asked = align(ParsedQuestion(turn), _telling(turn), catalogue)
    unmet = [w for w in asked.words if w.met(around) < 0.5 and is_noun(w.text)]
    named = sum(substance(w.text) for w in unmet if w.text not in ATTRIBUTES)
    return named >= FOREIGN and asked.share(around) < SAID


def stands_near(draft: Draft, before: Draft, catalogue: Catalogue) -> bool:
    """Whether all that a draft cites stands around what the draft before cites."""
    zones = _zones(before, catalogue)
    return draft.found and all(
        any(
            z.document_id == e.document_id and z.span[0] <= e.span[0] and e.span[1] <= z.span[1]
            for z in zones
        )
        for s in draft.statements for e in s.evidence
    )  # fmt: skip


def _zones(draft: Draft, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """The parts that hold the sections which a draft cites."""
    if not draft.found:
        return ()
    return tuple(dict.fromkeys(_cited_parts(draft, catalogue)))


def _cited_parts(draft: Draft, catalogue: Catalogue) -> Iterator[Evidence]:
    for place in (e for s in draft.statements for e in s.evidence):
        outline = catalogue.outline(place.document_id)
        node = _holder(outline, outline.at(place.span[0]))
        yield Evidence(place.document_id, node.id, node.span)


def _holder(outline: Outline, node: Node) -> Node:
    """The part above the section, article or box of a node."""
    while node.kind in _INSIDE and node.parent:
        node = outline.node(node.parent)
    return outline.node(node.parent) if node.parent else node
