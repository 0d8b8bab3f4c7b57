"""Route “passage”: exact sentences from the sections found, chosen, ordered and kept short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Hit, Node, Span, heading
from index.folding import fold
from index.sentences import clause_spans, sentence_spans
from index.words import terms as search_terms
from rag.candidates import DATE, TITLED, Candidate, score_sentences
from rag.catalogue import Catalogue, pairs_of
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.figures import answer_figure, unit_allowed
from rag.question import ParsedQuestion
from rag.readings import is_heading_line
from rag.refusal import refuse
from rag.retrieve import retrieve
from rag.scope import Scope
from rag.sufficiency import Sufficiency
from rag.terms import subject_terms

POOL = 14
"""Chunks whose sentences are looked at."""
LONG = 60
"""A sentence longer than this is cut to its clause where the clause says it all."""
OPENING = 240
"""Characters that are quoted from the beginning of a part whose title the question names."""
RARE = 0.6
"""Share of the rarest word's weight from which a question's words single out a title."""
_STEPS = 5
"""Most sentences in an answer to “how”."""
_COUNTED = re.compile(
    r"\d+(?:\.\d+)?(?:万亿|亿|万)?(?:多|余)?(?P<a>%|大类|人次|小时|分钟|[\u4e00-\u9fff])"
    r"|[一二三四五六七八九十百千万亿两]+(?:个)?(?P<b>[名人项次套件例起份批种倍日天元月吨亩]|小时|工作日)"
    r"|[二三四五六七八九十]+(?P<c>年)|百分之|若干|全覆盖"
)
"""A figure with its unit, in either numerals."""
_DEFINING = ("所称", "是指")
"""Words that a legal definition holds, searched for beside the question's own."""


def answer_passage(
    question: ParsedQuestion,
    scope: Scope,
    catalogue: Catalogue,
    within: Sequence[Evidence] = (),
) -> Draft:
    """A draft from the text; a refusal when nothing found supports an answer.

    `within` limits the answer to parts that the question names by address.
    """
    terms = subject_terms(question)
    if not terms:
        return refuse(question, scope, (), catalogue)
    words = [*search_terms(question.core), *_DEFINING] if "define" in question.wants else []
    hits = retrieve(catalogue, question.text, POOL, scope.documents, words)
    candidates = score_sentences(question, terms, hits, catalogue, within)
    if not candidates:
        return refuse(question, scope, hits, catalogue)
    figure = answer_figure(question, terms, candidates, catalogue)
    if figure is not None:
        return figure
    best = candidates[0]
    verdict = Sufficiency(catalogue).judge(
        question, terms, best.document_id, best.node.id, best.span, best.meaning
    )
    if not verdict.enough:
        return refuse(question, scope, hits, catalogue, verdict.missing)
    listed = _list_answer(question, terms, candidates, catalogue)
    if listed is not None:
        return listed
    if "quantity" in question.wants and not _has_figure(question, best.text):
        return refuse(question, scope, hits, catalogue, asked="所问的数字")
    if "time" in question.wants:
        return _time_answer(question, scope, candidates, hits, catalogue)
    if "who" in question.wants and not {"list", "how"} & question.wants:
        return _who_answer(question, scope, terms, candidates, hits, catalogue)
    opening = _opening_answer(question, terms, candidates, catalogue)
    if opening is not None:
        return opening
    chosen = _chosen(question, candidates)
    said = (s for c in chosen for s in (_statement(c, terms, catalogue), *_announced(c, catalogue)))
    return Draft("passage", tuple(said))


def _has_figure(question: ParsedQuestion, text: str) -> bool:
    """Whether a sentence holds a figure of the unit asked for."""
    for found in _COUNTED.finditer(text):
        unit = found["a"] or found["b"] or found["c"] or ""
        if unit_allowed(question, unit):
            return True
    return False


def _list_answer(
    question: ParsedQuestion,
    terms: Sequence[str],
    candidates: Sequence[Candidate],
    catalogue: Catalogue,
) -> Draft | None:
    """The titles of a part's own points, when the question asks which ones and names that part."""
    if question.wants and not {"list", "count", "how"} & question.wants:
        return None
    best: tuple[float, str, Node, list[Node]] | None = None
    for candidate in candidates[:8]:
        outline = catalogue.outline(candidate.document_id)
        for node in outline.ancestors(candidate.node.id)[1:]:
            points = [
                n
                for n in outline.children(node.id)
                if n.title and n.kind in ("item", "section", "row")
            ]
            back = catalogue.cover(pairs_of(fold(node.title)), question.folded)
            share = catalogue.cover(terms, fold(node.title)) + 0.3 * back
            named = share >= 0.7 if question.wants else share >= 1.0 and back >= 0.4
            if len(points) >= 2 and named and (best is None or share > best[0]):
                best = (share, candidate.document_id, node, points)
    if best is None or best[0] < max(c.own for c in candidates[:3]):
        return None
    _, document_id, node, points = best
    outline = catalogue.outline(document_id)
    lead = Statement(
        f"{heading(node)}{f'，共{len(points)}项' if 'count' in question.wants else ''}：",
        (heading_evidence(outline, document_id, node.id),), "lead", derived=True,
    )  # fmt: skip
    items = []
    for point in points:
        name = point.title if point.number == "——" else f"{point.number}{point.title}"
        items.append(Statement(name, (heading_evidence(outline, document_id, point.id),), "item"))
    return Draft("passage", (lead, *items))


def _time_answer(
    question: ParsedQuestion,
    scope: Scope,
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    catalogue: Catalogue,
) -> Draft:
    dated = [c for c in candidates[:6] if DATE.search(c.text)]
    if not dated or dated[0].score < candidates[0].score - 0.35:
        return refuse(question, scope, hits, catalogue, asked="所问的时间")
    return Draft("passage", (_statement(dated[0], subject_terms(question), catalogue),))


_OFFICE = "副?署长|主任|局长|司长|部长|关长|书记|主席|总理|组长|记者|作者|编辑|发言人|负责人|主编"
_NAME_AFTER = r"\s*[:：]?\s*[\u4e00-\u9fff]{2,3}(?=[在表介说指，,。：:\s]|$)"
_PERSON = re.compile(rf"(?:{_OFFICE}){_NAME_AFTER}")
_BODY = re.compile(
    r"总署|小组|中心|部门|单位|党组|党委|委员会|办公室|[司局署]|海关|政府|机构|企业|主体"
    r"|由[\u4e00-\u9fff]{2,16}(?:制定|负责|承担|组织|解释|决定|批准|规定|实施|管理|主管|牵头|执行)"
)


def _who_answer(
    question: ParsedQuestion, scope: Scope, terms: Sequence[str], candidates: Sequence[Candidate],
    hits: Sequence[Hit], catalogue: Catalogue,
) -> Draft:  # fmt: skip
    """The sentence that names a person, where a person is asked for, else a body."""
    person = bool(re.search(r"是谁|叫什么|哪位|什么人|姓名|名字", question.folded))
    pattern = _PERSON if person else _BODY
    office = re.search(_OFFICE, question.folded) if person else None
    if office:
        held = re.compile(rf"(?<![副]){office[0]}{_NAME_AFTER}")
        named = [c for c in candidates if held.search(c.text)]
        if named:
            return Draft("passage", (_statement(named[0], terms, catalogue),))
    best = candidates[0]
    for candidate in candidates[:10]:
        text = candidate.text
        if pattern.search(text) and candidate.own >= 0.8 * best.own:
            return Draft("passage", (_statement(candidate, terms, catalogue),))
    return refuse(question, scope, hits, catalogue, asked="所问的人" if person else "所问的单位")


def _opening_answer(
    question: ParsedQuestion,
    terms: Sequence[str],
    candidates: Sequence[Candidate],
    catalogue: Catalogue,
) -> Draft | None:
    """The first sentences of the part that the question names by its title."""
    asks_part = not question.wants or {"define", "how"} & question.wants
    if "define" in question.wants and "是指" in candidates[0].text:
        return None
    holder = _titled_part(question, terms, candidates, catalogue) if asks_part else None
    if holder is None:
        return None
    document_id, node = holder
    outline = catalogue.outline(document_id)
    spans = [s for s in sentence_spans(outline.text, node.span) if not is_heading_line(outline, s)]
    kept: list[Span] = []
    for span in spans:
        if kept and span[1] - kept[0][0] > OPENING:
            break
        kept.append(span)
    places = [Evidence(document_id, outline.address(outline.at(s[0]).id).id, s) for s in kept]
    said = tuple(Statement(_shown(outline.text[e.span[0] : e.span[1]]), (e,)) for e in places)
    return Draft("passage", said) if said else None


def _titled_part(
    question: ParsedQuestion,
    terms: Sequence[str],
    candidates: Sequence[Candidate],
    catalogue: Catalogue,
) -> tuple[str, Node] | None:
    """The part found whose title covers the question's words best, when it covers enough of them."""
    rare = sum(catalogue.weight(t) for t in terms) >= RARE * catalogue.rarest
    best: tuple[float, str, Node] | None = None
    for candidate in candidates[:40]:
        outline = catalogue.outline(candidate.document_id)
        for node in outline.ancestors(candidate.node.id)[1:]:
            title = fold(node.title)
            if any(str(year) not in title for year in question.years):
                continue
            back = catalogue.cover(pairs_of(title), question.folded)
            share = catalogue.cover(terms, title) + 0.2 * back
            if share >= TITLED and (rare or back >= 0.5) and (best is None or share > best[0]):
                best = (share, candidate.document_id, node)
    return (best[1], best[2]) if best else None


def _shown(text: str) -> str:
    """A piece of text as a sentence: without the marks of a point, with a full stop."""
    bare = text.strip().lstrip("—")
    return bare if bare.endswith(("。", "！", "？", "”")) else f"{bare.rstrip('；;，,：:')}。"


def _chosen(question: ParsedQuestion, candidates: Sequence[Candidate]) -> list[Candidate]:
    """One sentence for a plain question, a few from the same part for “how”, in reading order."""
    best = candidates[0]
    if "how" in question.wants or not question.wants:
        most = _STEPS if "how" in question.wants else 3
        same = [
            c for c in candidates if c.document_id == best.document_id and c.node.id == best.node.id
        ]
        kept = [c for c in same if c.score >= best.score - 0.35][:most]
        return sorted(kept, key=lambda c: c.span)
    near = [
        c for c in candidates[1:3] if c.score >= best.score - 0.05 and c.node.id == best.node.id
    ]
    return sorted([best, *near], key=lambda c: c.span)


def _announced(candidate: Candidate, catalogue: Catalogue) -> tuple[Statement, ...]:
    """What a sentence ending in a colon announces: its points, or else the sentence after it."""
    outline = catalogue.outline(candidate.document_id)
    if not candidate.text.endswith(("：", ":")):
        return ()
    points = [n for n in outline.children(candidate.node.id) if n.kind == "item"]
    if points and points[0].span[0] >= candidate.span[1]:
        places = [heading_evidence(outline, candidate.document_id, n.id) for n in points]
        lines = (outline.text[e.span[0] : e.span[1]].strip() for e in places)
        return tuple(
            Statement(line, (place,), "item") for line, place in zip(lines, places, strict=True)
        )
    after = (candidate.span[1], candidate.node.span[1])
    following = next(iter(sentence_spans(outline.text, after)), None)
    if following is None:
        return ()
    place = Evidence(candidate.document_id, candidate.node.id, following)
    return (Statement(_shown(outline.text[following[0] : following[1]]), (place,)),)


def _statement(candidate: Candidate, terms: Sequence[str], catalogue: Catalogue) -> Statement:
    """The sentence, or its best clause when the sentence is long and the clause covers as much."""
    text = catalogue.outline(candidate.document_id).text
    span = candidate.span
    if span[1] - span[0] > LONG:
        clauses = list(clause_spans(text, span))
        best = max(clauses, key=lambda c: catalogue.cover(terms, fold(text[c[0] : c[1]])))
        if catalogue.cover(terms, fold(text[best[0] : best[1]])) >= 0.9 * candidate.own:
            span = best
    return Statement(
        _shown(text[span[0] : span[1]]), (Evidence(candidate.document_id, candidate.node.id, span),)
    )
