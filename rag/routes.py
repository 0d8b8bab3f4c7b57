"""Routing: a stand-alone question → the draft of the first route that takes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from rag.abbreviations import answer_abbreviation
from rag.about import answer_about, answer_credits
from rag.catalogue import Catalogue
from rag.claims.figures import answer_claimed_row, answer_confirmed
from rag.claims.headings import answer_claimed_heading
from rag.claims.located import answer_located
from rag.claims.passing import answer_otherwise, answer_passing, answer_put_right, answer_told
from rag.claims.sound import sound
from rag.compare import answer_compare
from rag.comparing.side_by_side import answer_sides
from rag.draft import Draft, Evidence
from rag.holdings import answer_holdings
from rag.issuing import answer_issuing
from rag.number_meant import answer_number_meant
from rag.own_titles import in_own_titles
from rag.passage import answer_passage
from rag.question import ParsedQuestion
from rag.refusal import refuse_document
from rag.retrieve import retrieve
from rag.scope import Scope, choose_scope
from rag.several import answer_several
from rag.small_talk import answer_small_talk, without_lures
from rag.sparing import Sparing
from rag.structure.addresses import find_addresses
from rag.structure.bare_titles import answer_bare_title
from rag.structure.places import find_places
from rag.structure.route import answer_structure
from rag.structure.stages import answer_stage, named_stage
from rag.tables.claimed import answer_claimed_years
from rag.tables.counted_rows import answer_counted_rows
from rag.tables.indicator import answer_indicator, answer_reckoning
from rag.tables.reading import answer_read

_CITING = re.compile(r"(?:违反|依照|按照|根据|不按|未按)(?:本法|本条例|规划|方案)?第")
"""“违反第三条” asks what follows, which another part says."""


WIDEST = 40
"""Documents that the exact routes read through; of more, those that retrieval finds first."""


def narrowed(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Scope:
    """A scope of many documents narrowed to those that hold the best chunks."""
    if len(scope.documents) <= WIDEST:
        return scope
    hits = retrieve(catalogue, question.text, WIDEST, scope.documents)
    found = tuple(dict.fromkeys(h.chunk.document_id for h in hits))
    return replace(scope, documents=found or scope.documents[:WIDEST], allowed=found)


def draft_answer(
    text: str, limits: Sequence[str], catalogue: Catalogue, *, part: bool = False,
    within: Sequence[Evidence] = (),
) -> Draft:  # fmt: skip
    """The draft for a stand-alone question; `limits` are the documents chosen by the asker.

    A `part` of a question that asks several things is never taken apart again; `within` limits it
    to some parts of the documents. UnknownDocument when a limit fits no document.
    """
    asked = ParsedQuestion(without_lures(text))
    scope = choose_scope(asked, catalogue.infos, limits)
    if (own := in_own_titles(asked.text, scope, catalogue)) != asked.text:
        return draft_answer(own, limits, catalogue, part=part, within=within)
    learned = catalogue.learned_in(asked.folded)
    question = ParsedQuestion(asked.text, scope.spans, learned)
    talk = answer_small_talk(question, catalogue.infos)
    if talk is not None:
        return talk
    if not scope.documents:
        return refuse_document(question, scope, catalogue)
    scope = narrowed(question, scope, catalogue)
    if within:
        return answer_passage(question, scope, catalogue, within)
    routes = _parts_routes() if part else _routes(limits, catalogue)
    drafts = (route(question, scope, catalogue) for route in routes)
    draft = next((d for d in drafts if d is not None), None)
    if draft is None:
        draft = _from_passages(question, scope, catalogue)
        if not draft.found:
            draft = answer_bare_title(question, scope, catalogue) or draft
        if not draft.found and not part:
            ask = partial(_part, limits, catalogue)
            told = answer_told(question, ask) or answer_otherwise(question, catalogue, ask)
            draft = told or draft
    return sound(question, draft)


def _part(
    limits: Sequence[str], catalogue: Catalogue, text: str, within: Sequence[Evidence] = ()
) -> Draft:
    """The draft for a part of a question."""
    return draft_answer(text, limits, catalogue, part=True, within=within)


Route = Callable[[ParsedQuestion, Scope, Catalogue], Draft | None]
"""Gives a draft or leaves the question to the next one."""


def _routes(limits: Sequence[str], catalogue: Catalogue) -> Iterator[Route]:
    """The routes of a whole question, from the most exact to the most general: what it states and
    what it compares come first, since those ask the others for its parts."""

    ask = Sparing(lambda text, parts: _part(limits, catalogue, text, parts))

    def ask_of(text: str, documents: Sequence[str]) -> Draft:
        return _part(documents, catalogue, text)

    yield from (answer_claimed_years, answer_counted_rows, answer_number_meant, answer_credits)
    yield lambda question, _, __: answer_passing(question, catalogue, ask)
    yield lambda question, scope, _: answer_claimed_heading(question, scope, catalogue, ask)
    yield lambda question, scope, _: answer_located(question, scope, catalogue, ask)
    yield lambda question, scope, _: answer_put_right(question, scope, catalogue, ask)
    yield lambda question, scope, _: answer_sides(question, scope, catalogue, ask_of)
    yield from (answer_holdings, answer_about, answer_issuing, answer_claimed_row, answer_read)
    yield answer_structure
    yield lambda question, _, __: answer_several(question, ask, catalogue)
    yield from _LOOK_UPS


def _parts_routes() -> Iterator[Route]:
    """The routes of a part of a question: none that takes it apart."""
    yield from (answer_holdings, answer_about, answer_issuing, answer_claimed_heading)
    yield answer_claimed_row
    yield from (answer_counted_rows, answer_read, answer_structure, *_LOOK_UPS)


_LOOK_UPS: tuple[Route, ...] = (
    answer_reckoning, answer_compare, answer_confirmed, answer_indicator, answer_abbreviation, answer_stage,
)  # fmt: skip
EXACT: tuple[Route, ...] = (
    answer_counted_rows, answer_read, answer_structure, answer_reckoning, answer_indicator,
)  # fmt: skip
"""The routes that look a part up and state nothing about it, in the same order."""


def _from_passages(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft:
    """What running text says, of the parts that the question names where it names any."""
    places, _ = find_places(find_addresses(question.folded), scope, catalogue)
    if _CITING.search(question.folded):
        places = ()
    if not places and (stage := named_stage(question, scope, catalogue)):
        places = (stage,)
    named = [Evidence(p.document_id, p.node.id, p.node.span) for p in places]
    return answer_passage(question, scope, catalogue, named)
