"""Turns that name a document: the question before, or what they say of their own, asked of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Span
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.turns.carrying import (
    OWN,
    chosen,
    own_weight,
    own_words,
    without_names,
)
from rag.turns.dependence import TAIL
from rag.turns.filling import readings
from rag.turns.previous import (
    Answerer,
    Previous,
    answered_place,
    place_name,
    words_of,
)
from rag.turns.replacing import ASKING

_LOOKING = re.compile(
    r"^(?:那|的|里面?|中|上|这|该|一?(?:份|个|部|篇)|那边|这边|[，,、 ])+"
    r"|(?:里面|里|中|那边|这边|上)?(?:又|也|还)?(?:是)?(?:怎么说|怎么讲|怎样|如何|提过|提到过?|说过|说法|有没有(?:说|提|讲)(?:到|过)?)?(?:的|呢|吧|吗|啊)*$"
)

_DATED = re.compile(r"(?<!\d)(?:19|20)?\d{2}年(?=[那这的版出发印，,]|$)的?")
"""The year of a document: 14年那份."""

_SHORT = re.compile(r"(?<![\d.])([0-4]\d)(?=的?那一?[份个版部])")
_OTHER = re.compile(r"^(?:那|而)?另[外一]一?(?:份|个|部|篇)(?:文件|规划|方案|报道)?[，, 里]+")

_FORM = re.compile(r"规划|方案|纲要|条例|办法|报告|文件|新闻|报道|文章|那边|这边")


def with_titles(turn: str, catalogue: Catalogue) -> str:
    """A turn with the titles of the documents that it points at by their year: 06那份, 14年那个."""
    said = _SHORT.sub(r"\1年", turn)
    spans = choose_scope(ParsedQuestion(said), catalogue.infos).spans
    for start, end in sorted(spans, reverse=True):
        named = choose_scope(ParsedQuestion(said[start:end]), catalogue.infos)
        pointed = re.search(r"\d.*那", said[start:end])
        if pointed and named.named and len(named.documents) == 1:
            said = f"{said[:start]}{catalogue.title(named.documents[0])}里{said[end:]}"
    return re.sub("里[，,]?里面?", "里", _OTHER.sub("", said)) if "《" in said else turn


def names_document(question: ParsedQuestion, catalogue: Catalogue) -> bool:
    """Whether a turn names a document and hardly anything else."""
    named = choose_scope(question, catalogue.infos).named
    return named and len("".join(question.core.split())) <= 16


def in_document(body: str, question: str, catalogue: Catalogue) -> str:
    """The question before, asked of another document."""
    bare = without_names(question, catalogue)
    name = _LOOKING.sub("", body)
    plain = name and choose_scope(ParsedQuestion(name), catalogue.infos).spans == ((0, len(name)),)
    if not plain:
        scope = choose_scope(ParsedQuestion(body), catalogue.infos)
        name = catalogue.title(scope.documents[0])
    return f"{name}中{bare}"


def of_document(body: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """A turn that names a document: the question before asked of it, or what the turn says there of
    its own: a question, or another subject for the question before."""
    scope = choose_scope(ParsedQuestion(body), catalogue.infos)
    rest = _own(body, scope.spans)
    if not own_words(rest):
        return in_document(body, previous.question, catalogue)
    title = catalogue.title(scope.documents[0])
    if len(scope.documents) > 1:
        title = body[slice(*scope.spans[0])]
    bare = without_period(without_names(previous.question, catalogue))
    if ASKING.search(rest):
        place = answered_place(previous.draft, catalogue)
        row = place is not None and place.node.kind == "row"
        subject = place_name(place, catalogue) if place and row else words_of(bare)
        ways = [f"{title}里，{rest}", f"{title}里，{subject}，{rest}"]
        return chosen(
            ways if own_weight(rest) >= OWN else ways[::-1], rest, previous, catalogue, answer
        )
    ways = [f"{title}里，{way}" for way in readings(rest, bare, catalogue)]
    return chosen(ways, rest, previous, catalogue, answer)


def _own(body: str, spans: Sequence[Span]) -> str:
    """What a turn says beside the names of documents and the words that only look there."""
    kept = "".join(c for at, c in enumerate(body) if not any(a <= at < b for a, b in spans))
    clauses = [_LOOKING.sub("", c) for c in re.split(r"[,，。?？;；]", _DATED.sub("", kept))]
    return "，".join(c for c in clauses if own_words(c) or ASKING.search(c))


def without_period(question: str) -> str:
    """A question without the years and the period that it names: another document has its own."""
    return re.sub(
        r"[\"“]?(?:(?:19|20)\d{2}年?|十[一二三四五六]五)[\"”]?(?:时期|期间)?[的，,]?", "", question
    )


def says_nothing_of_its_own(turn: str, catalogue: Catalogue) -> bool:
    """Whether a turn names a document and beside it only says to look there."""
    scope = choose_scope(ParsedQuestion(turn), catalogue.infos)
    strong = scope.named and len(scope.documents) < len(catalogue.infos)
    return strong and not _own(TAIL.sub("", turn), scope.spans)


def only_looks(first: str, catalogue: Catalogue) -> bool:
    """Whether the beginning of a turn only says where to look: “规划那边呢，……”."""
    spans = choose_scope(ParsedQuestion(first), catalogue.infos).spans
    return not own_words(_FORM.sub("", _own(TAIL.sub("", first), spans)))
