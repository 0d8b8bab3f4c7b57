"""Mentions: which documents speak of a subject, each with the place of its best sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.folding import fold
from index.sentences import sentence_spans
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.comparing.sides import SUBJECT, weight
from rag.draft import Draft, Evidence, Statement
from rag.forms.saying import shown
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.terms import is_weak, subject_terms

Asking = Callable[[str, Sequence[str]], Draft]
"""Asks a question of some documents alone."""

_FORMS = "文件|文档|材料|规划|文章|法律|法规|方案|资料"
MENTIONED = re.compile(
    rf"(?:哪|几|多少)(?:[些几一两二三四五]|个|份|部|篇|本)*(?:{_FORMS})(?:[里中上都])*[^,;?!。]{{0,4}}?(?:提|讲|说|写|涉|有|出现|包含|规定|用)"
    rf"|(?:哪|几)(?:[些几两二三]|个|份|部|篇|本)*(?:{_FORMS})?(?:里[面头]?)?(?:能|可以?|会)?(?:找|查|看|读|见)(?:得)?(?:到|着)"
    rf"|(?:提到|讲到|说到|写到|涉及|出现|出自|见于|来自)(?:了|过|在)?[^,;?!。]{{0,12}}(?:哪|几)(?:[些几一两二三]|个|份|部|篇|本)*(?:{_FORMS})"
    rf"|(?:提|讲|说|写)到(?:了|过)?[^,;?!。]{{0,12}}的(?:{_FORMS})有(?:哪|几)"
)
_ASKED = re.compile(
    rf"(?:在|从)?(?:[这那][几两三些]?|[两三]|哪几?|几)(?:份|个|部|篇)(?:{_FORMS})?(?:里[面头]?|中)?|(?:能|可以?)?(?:找|查|看)(?:得)?(?:到|着)|"
    rf"(?:哪|几|多少|有几)(?:[些几一两二三四五]|个|份|部|篇|本)*(?:{_FORMS})(?:里面?|中|上|都|曾|也)*"
    r"|(?:提|讲|说|写)(?:到|及)(?:了|过)?|出现(?:了|过)?|涉及(?:了|到)?|(?:分别|各自)?(?:出自|见于|来自)|分别"
)
"""Words of asking for documents: they name no subject."""
_TAIL = re.compile(
    r"^(?:请问|关于|有关|都|对)|(?:这个|这一|的)?(?:词|字眼|事|说法|内容|提法)?(?:都|曾)?(?:在|里|有|写|讲|说|提)*(?:了|过|的)*$"
)
_THIS = re.compile(
    r"[,，]?(?:这|那)(?:种|个|一|样|些)*(?:的)?(?:说法|提法|表述|话|意思|观点|内容)(?:在.*)?"
)
_CLAUSE = re.compile(r"[^,;?!。]+")
_ASKS = re.compile(r"多少|几|哪|谁|什么|怎|如何|何|啥|咋|多[久长大高]")
_COUNTED = re.compile(r"[哪几]+[两些]*(?:份|部|篇|本)|分别|各自?")
"""Asking for the documents once more, and words of sharing."""
_TELLS = re.compile(
    r"(?:它们|都|又|分别|各自?)*(?:是|又)?(?:怎么|如何|怎样)(?:提|说|写|讲|规定|表述|要求)的?(?:[呢吗])?"
)
"""“各自怎么提”: the sentence of each that speaks of it."""
FEW = 3
"""Most documents that are asked for what else the question asks."""
_SHARE = 0.85
"""Share of the words' weight that one sentence of a document with its headings must hold."""


def answer_mentions(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, ask: Asking
) -> Draft | None:
    """The documents that speak of each subject; None when none does, or when nobody asks for them.

    What else the question asks is asked of the documents found, with `ask`.
    """
    if not MENTIONED.search(question.folded):
        return None
    clause, rest = _clauses(question)
    subjects = _subjects(clause, question)
    items: list[Statement] = []
    for name in subjects:
        items += [s for d in scope.documents if (s := _mention(name, d, catalogue))]
    if not items:
        return None
    holders = list(dict.fromkeys(s.evidence[0].document_id for s in items))
    lead = Statement(f"提到的文件有{len(holders)}份：", (), "lead", derived=True)
    silent = [catalogue.title(d) for d in scope.documents if d not in holders]
    gap = Statement(f"{'、'.join(silent)}没有提到。", (), "lead", derived=True)
    tells = rest and all(_TELLS.fullmatch(text) for text in rest)
    if tells:
        items = [_telling(item, catalogue) for item in items]
    more = () if tells else _more(rest, subjects[0], holders, ask)
    if (
        not more
        and not tells
        and _ASKS.search(_COUNTED.sub(" ", MENTIONED.sub(" ", question.folded)))
    ):
        items = [_telling(item, catalogue) for item in items]
    return Draft("compare", (lead, *items, *([gap] if silent and scope.named else ()), *more))


def _clauses(question: ParsedQuestion) -> tuple[str, list[str]]:
    """The clauses that name the subject, up to the one that asks for documents, and the others that ask."""
    clauses = [(m.start(), m[0]) for m in _CLAUSE.finditer(question.subject)]
    found = MENTIONED.search(question.folded)
    at = found.start() if found else len(question.folded)
    before = [text for start, text in clauses if start <= at]
    after = [text for start, text in clauses if start > at and _ASKS.search(text)]
    return "，".join(before), after if found else []


def _subjects(clause: str, question: ParsedQuestion) -> list[str]:
    """What is looked for; names in quotation marks are each a subject of their own."""
    bare = ParsedQuestion(_ASKED.sub(" ", clause))
    quoted = [q for q in question.quoted if q in clause]
    beside = "".join(bare.folded.split(q, 1)[-1] for q in quoted[:1])
    if len(quoted) == 1 and weight(_THIS.sub("", beside)) >= SUBJECT:
        quoted = []  # what is said of it is looked for, not its name
    said = re.sub(r"[^\w\-.%]", "", _TAIL.sub("", _THIS.sub("", bare.folded).strip(" ,:")))
    return quoted or [said]


def _mention(name: str, document_id: str, catalogue: Catalogue) -> Statement | None:
    """The place of the sentence that speaks of a subject: in its own words, else in others."""
    outline, folded = catalogue.outline(document_id), catalogue.folded(document_id)
    at = folded.find(name) if name else -1
    start = at if at >= 0 else _in_other_words(name, outline.text, folded, catalogue)
    if start is None:
        return None
    best = next((s for s in sentence_spans(outline.text) if s[0] <= start < s[1]), None)
    if best is None:
        return None
    node = outline.address(outline.at(best[0]).id)
    label = "" if node.kind == "document" else node.label
    text = f"{catalogue.title(document_id)}{label}"
    return Statement(text, (Evidence(document_id, node.id, best),), "item")


def _telling(item: Statement, catalogue: Catalogue) -> Statement:
    """The place of a sentence with the sentence itself."""
    place = item.evidence[0]
    said = shown(catalogue.outline(place.document_id).text[slice(*place.span)])
    return replace(item, text=f"{item.text}：{said}")


def _in_other_words(name: str, text: str, folded: str, catalogue: Catalogue) -> int | None:
    """Where the sentence begins that holds a subject's words or what is written for them."""
    asked = ParsedQuestion(name)
    terms = [t for t in subject_terms(asked) if not is_weak(t)]
    alignment = align(asked, terms, catalogue)
    if not terms or alignment.share(folded) < _SHARE:
        return None
    best = max(sentence_spans(text), key=lambda s: alignment.share(folded[slice(*s)]))
    return best[0] if alignment.share(folded[slice(*best)]) >= _SHARE else None


def _more(
    rest: Sequence[str], subject: str, holders: Sequence[str], ask: Asking
) -> tuple[Statement, ...]:
    """The answers to what else is asked of the subject."""
    drafts = [ask(f"{subject}，{text}", (holder,)) for text in rest for holder in holders[:FEW]]
    said = [s for d in drafts if d.found for s in d.statements if s.evidence]
    about = [s for s in said if subject in fold(s.text)]
    return tuple(dict.fromkeys(about or said))
