"""Several things asked in one question: each is asked for itself, and all are answered together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.folding import fold
from index.sentences import clause_spans, sentence_spans
from rag.asking import Want
from rag.catalogue import Catalogue
from rag.comparing.shown import side_by_side
from rag.draft import Draft, Statement
from rag.forms.focus import asks_figure
from rag.forms.numbers import figures_in
from rag.forms.saying import quoted, sentences_of
from rag.leaning import Answering, first_found, in_section, says, section_of, stands_in
from rag.question import ParsedQuestion
from rag.reckoned import added, differing, split_difference
from rag.splitting import Part, asks_sum, names_something, split_parts, split_subjects
from rag.terms import subject_terms

SECTION = 240
"""Characters of a section that is given whole where a later part of the question leans on it."""
SHARED = 2
"""Characters of a part of the question from which a wider answer speaks of it."""
_WORDS_OF_ASKING = re.compile(r"什么|啥|哪[些个里]?|谁|几|多少|[吗呢的是又还]")
_NAMELESS = re.compile(
    r"^(?:分别|具体|一共|[是叫在由从有给对跟归又还都也各,，]){0,3}(?:哪|谁|什么|啥|几|多少|多[久长大]|怎)"
)
"""A part that asks before it names anything: “从哪些人里选”, “叫什么名字”."""
_TYPED: frozenset[Want] = frozenset(("time", "quantity", "count"))
_COMPARES = re.compile(
    r"不同|区别|相比|对比|比较|差异|异同|实际上?(?:达|完成|做|是|建|有|到|数|只|才)|相差|哪个更|谁更|多多少|少多少|几倍|折合|换算|折算|相当于"
)
"""Words that hold a question together: what is compared cannot be asked for one by one."""


def answer_several(
    question: ParsedQuestion, answer: Answering, catalogue: Catalogue
) -> Draft | None:
    """All answers together, with a word on what was not found; None leaves the question whole."""
    apart = split_difference(question)
    if apart is not None:
        drafts = [first_found(Part(text, (text,)), answer) for text in apart]
        return differing(drafts, question)
    joined = split_subjects(question)
    if joined is not None:
        drafts = [first_found(Part(text, (text,)), answer) for text in joined]
        if asks_sum(question):
            return added(drafts, question)
        alike = all(d.statements == drafts[0].statements for d in drafts)
        return (
            None
            if alike or not all(d.found for d in drafts)
            else _together(drafts, joined, catalogue)
        )
    parts = [] if _COMPARES.search(question.folded) else split_parts(question)
    if len(parts) < 2:
        return None
    drafts = _drafts(parts, answer, catalogue)
    section = _short_section(drafts[0], catalogue)
    if section is not None and any(
        _is_lost(part, draft, drafts[0]) for part, draft in zip(parts[1:], drafts[1:], strict=True)
    ):
        return section
    if any(
        (p.leans or asks_figure(ParsedQuestion(p.text)))
        and d.statements == drafts[0].statements and not _answers(d, p)
        for p, d in zip(parts[1:], drafts[1:], strict=True)
    ):  # fmt: skip
        return _widened(drafts[0], catalogue)
    held = [
        d if d.found or not _holds(drafts[0], p) else drafts[0]
        for p, d in zip(parts, drafts, strict=True)
    ]
    leaning = [p.text for p in parts if _NAMELESS.search(p.text)]
    texts = [part.text for part in parts]
    wide = _widened(held[0], catalogue) if held[0].found else held[0]
    lost = [
        d for d, text in zip(held, texts, strict=True)
        if text in leaning and not d.found and _adds(wide, held[0], text)
    ]  # fmt: skip
    if lost:
        held = [wide if d in lost or d is held[0] else d for d in held]
    return _together(held, texts, catalogue, leaning)


def _drafts(parts: Sequence[Part], answer: Answering, catalogue: Catalogue) -> list[Draft]:
    """The answer of each part; one that leans on another, or has found nothing, is looked for in the
    section that has answered the first of them."""
    drafts = [first_found(part, answer) for part in parts]
    lead = next((d for d in drafts if d.found), None)
    section = section_of(lead, catalogue) if lead is not None else None
    for at, part in enumerate(parts):
        if lead is not None and drafts[at] is not lead and drafts[at].statements == lead.statements:
            drafts[at] = _other(part, lead, answer) or drafts[at]
        if drafts[at] is lead or (drafts[at].found and not part.leans):
            continue
        if section is None or stands_in(drafts[at], section):
            continue
        if drafts[at].found and names_something(part.text) and says(drafts[at], part):
            continue
        inside = in_section(part, section, answer, catalogue)
        if inside is None and not names_something(part.text) and drafts[at].found:
            inside = _alone(part, answer) or replace(drafts[at], found=False)  # of something else
        drafts[at] = inside or drafts[at]
    return drafts


def _other(part: Part, lead: Draft, answer: Answering) -> Draft | None:
    """What a later way of asking a part finds, where the first found but what is said already."""
    drafts = (answer(way) for way in part.ways[1:])
    return next((d for d in drafts if d.found and d.statements != lead.statements), None)


def _alone(part: Part, answer: Answering) -> Draft | None:
    """The answer to a part asked by itself, where it holds all the words of the part."""
    words = [t for t in subject_terms(ParsedQuestion(part.text)) if len(t) > 1]
    draft = answer(part.ways[-1]) if words else None
    said = fold("".join(s.text for s in draft.statements)) if draft and draft.found else ""
    return draft if said and all(word in said for word in words) else None


def _answers(draft: Draft, part: Part) -> bool:
    """Whether an answer holds the figure that a part asks for."""
    asked = ParsedQuestion(part.text)
    text = "".join(s.text for s in draft.statements)
    return asks_figure(asked) and len(figures_in(asked, text)) > 1


def _is_lost(part: Part, draft: Draft, first: Draft) -> bool:
    """Whether a part that leans on the first has found nothing new, and asks for nothing that would
    be seen at once in the first one's section (a time, a figure)."""
    if not part.leans or _TYPED & ParsedQuestion(part.text).wants:
        return False
    return not draft.found or draft.statements == first.statements


def _holds(draft: Draft, part: Part) -> bool:
    """Whether an answer already has the words of a part that leans on it (“由谁举行”)."""
    words = subject_terms(ParsedQuestion(part.text)) if part.leans and draft.found else []
    return bool(words) and all(any(w in s.text for s in draft.statements) for w in words)


def _short_section(draft: Draft, catalogue: Catalogue) -> Draft | None:
    """All sentences of the one short section that an answer from running text stands in."""
    places = {(e.document_id, e.node_id) for s in draft.statements for e in s.evidence}
    if not draft.found or draft.route != "passage" or len(places) != 1:
        return None
    document_id, node_id = places.pop()
    outline = catalogue.outline(document_id)
    node = outline.node(node_id)
    if node.kind not in ("article", "item") or node.span[1] - node.span[0] > SECTION:
        return None
    spans = sentences_of(outline, node.span)
    return Draft("passage", tuple(quoted(outline, document_id, span) for span in spans))


def _widened(draft: Draft, catalogue: Catalogue) -> Draft:
    """An answer of one clause widened to its part of the sentence, which says more than was found."""
    first = next((s for s in draft.statements if s.evidence), None)
    if first is None or first.derived or first.form != "sentence" or len(first.evidence) != 1:
        return draft
    place = first.evidence[0]
    outline = catalogue.outline(place.document_id)
    for sentence in sentence_spans(outline.text, outline.at(place.span[0]).span):
        for start, end in clause_spans(outline.text, sentence):
            if start <= place.span[0] < end and end - start <= SECTION:
                wide = quoted(outline, place.document_id, (start, end))
                if wide.text == first.text:
                    return draft
                return replace(
                    draft, statements=tuple(wide if s is first else s for s in draft.statements)
                )
    return draft


def _adds(wide: Draft, first: Draft, text: str) -> bool:
    """Whether what a wider answer says beside the first one has characters of a part of the question
    (“从什么时候算” in “从……知道……时起计算”)."""
    said = "".join(s.text for s in wide.statements)
    for statement in first.statements:
        said = said.replace(statement.text.rstrip("。"), "")
    own = {c for c in _WORDS_OF_ASKING.sub("", text) if "\u4e00" <= c <= "\u9fff"}
    return len(own & set(said)) >= SHARED


def _without_doubles(statements: list[Statement]) -> list[Statement]:
    """The statements, each once, without sentences that stand inside another one's."""
    kept = list({(s.text.rstrip("。：:；;"), s.form): s for s in reversed(statements)}.values())[
        ::-1
    ]
    return [s for s in kept if not any(s is not other and _inside(s, other) for other in kept)]


def _inside(one: Statement, other: Statement) -> bool:
    if one.form != "sentence" or other.form != "sentence" or len(one.evidence) != 1:
        return False
    place = one.evidence[0]
    if one.text.rstrip("。") not in other.text:
        return False
    return len(one.text) < len(other.text) and any(
        e.document_id == place.document_id
        and e.span[0] <= place.span[0] and place.span[1] <= e.span[1]
        for e in other.evidence
    )  # fmt: skip


def _together(
    drafts: list[Draft], asked: Sequence[str], catalogue: Catalogue, leaning: Sequence[str] = ()
) -> Draft | None:
    """The statements of all drafts, each once, and what was not found; None when the first failed.
    Those of several documents stand under their names.

    Of what was `asked`, the parts `leaning` on others may be answered by what was found for those.
    """
    if not drafts[0].found:
        return None
    if all(d.statements == drafts[0].statements for d in drafts):
        return drafts[0]
    statements = _named([d for d in drafts if d.found], catalogue)
    gaps = [text for text, d in zip(asked, drafts, strict=True) if not d.found]
    own = _gap([g for g in gaps if g not in leaning], "文件里没有写明。")
    leant = _gap([g for g in gaps if g in leaning], "没有另外找到。")
    return Draft(drafts[0].route, (*statements, *own, *leant))


def _named(drafts: Sequence[Draft], catalogue: Catalogue) -> list[Statement]:
    """The statements of drafts, each once; under the names of their documents where each draft quotes
    one and they are not the same: an article is only known with its law."""
    pieces: dict[str, list[Statement]] = {}
    for draft in drafts:
        quoted = {e.document_id for s in draft.statements for e in s.evidence}
        if len(quoted) != 1 or draft.route not in ("passage", "indicator"):
            return _without_doubles([s for d in drafts for s in d.statements])
        pieces.setdefault(quoted.pop(), []).extend(draft.statements)
    kept = [_without_doubles(piece) for piece in pieces.values()]
    return kept[0] if len(kept) == 1 else [*side_by_side(kept, catalogue)]


def _gap(parts: Sequence[str], said: str) -> tuple[Statement, ...]:
    """What is said of parts of a question without an answer; nothing where there are none."""
    shown = "、".join(f"“{text.strip('，。？?')}”" for text in parts)
    return (Statement(f"{shown}{said}", (), "lead", derived=True),) if parts else ()
