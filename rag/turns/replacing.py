"""One piece of the question before put in place of another: year, document, part or subject."""

from __future__ import annotations

import re

from index.words import content_words
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import Address, find_addresses
from rag.structure.part_words import BARE_WORDS, PART_WORD
from rag.turns.dependence import RELATIVE, WHOLE
from rag.turns.previous import ASKS, Answerer, Previous, subject_of, words_of

_ENDING = re.compile(r"(?:目标值?|数量|比例|覆盖率|指标|情况|内容|要求|措施|原则)$")
_GOES_ON = re.compile(
    r"^(?:那|它们|他们|这些|那些)?(?:又|都|分别|各|各自|依次)(?:是|叫|有|讲|为|在)"
)


def with_year(question: str, year: str) -> str:
    """The question before with another year."""
    changed, count = re.subn(r"(?:19|20)\d{2}年?", year, question, count=1)
    return changed if count else f"{year}{question}"


def names_document(question: ParsedQuestion, catalogue: Catalogue) -> bool:
    """Whether a turn names a document and hardly anything else."""
    named = choose_scope(question, catalogue.infos).named
    return named and len("".join(question.core.split())) <= 16


def in_document(body: str, question: str, catalogue: Catalogue) -> str:
    """The question before, asked of another document."""
    bare = without_names(question, catalogue)
    name = re.sub(r"(?:里面|里|中)?(?:怎么说|怎样|如何)?的?$", "", body)
    return f"{name}中{bare}"


def without_names(question: str, catalogue: Catalogue) -> str:
    """A question without the names of documents in it; names may overlap (《甲》 and 甲)."""
    spans = choose_scope(ParsedQuestion(question), catalogue.infos).spans
    kept = (c for at, c in enumerate(question) if not any(a <= at < b for a, b in spans))
    return re.sub(r"^[里中的在、，,“”]+", "", "".join(kept).strip())


def swapped(body: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """The question before with the new subject in place of the old one."""
    addresses = find_addresses(ParsedQuestion(body).folded)
    before = find_addresses(ParsedQuestion(previous.question).folded)
    if addresses:
        if before:
            return readdressed(body, addresses[0], previous.question, before)
        return f"{body}讲什么"
    if _GOES_ON.match(body):
        return f"{previous.question.rstrip('?？。')}，{body}"
    counterpart = _counterpart(body.removesuffix("的"), previous.question)
    if counterpart:
        return previous.question.replace(counterpart, body.removesuffix("的"), 1)
    if ParsedQuestion(body).wants or re.search(r"哪|什么|多少|谁|几[个项条章节]", body):
        return _asked_of(body, previous, before, catalogue, answer)
    asks = ASKS.search(previous.question)
    ending = _ENDING.search(previous.question.rstrip("?？。"))
    if asks and asks.start() > 1:
        return f"{body}{_year_of(body, previous.question)}{previous.question[asks.start() :]}"
    words = ParsedQuestion(previous.question).terms
    last = (
        words[-1]
        if len(words) > 1 and previous.question.rstrip("?？。").endswith(words[-1])
        else ""
    )
    return f"{body}{ending[0] if ending else last or '是什么'}"


def _year_of(body: str, question: str) -> str:
    """The year of the question before, where the asking words do not hold it and the turn has none."""
    years = ParsedQuestion(question).years
    asks = ASKS.search(question)
    tail = question[asks.start() :] if asks else ""
    if not years or ParsedQuestion(body).years or str(years[0]) in tail:
        return ""
    return f"{years[0]}年"


def _asked_of(
    body: str, previous: Previous, before: tuple[Address, ...], catalogue: Catalogue,
    answer: Answerer,
) -> str:  # fmt: skip
    """A turn that asks something itself: of the part before, or of its subject."""
    asked = ParsedQuestion(body)
    parts = any(PART_WORD.search(w) for w in asked.terms)
    only_parts = all(
        PART_WORD.fullmatch(w) or w in BARE_WORDS or w in RELATIVE for w in asked.terms
    )
    if WHOLE.search(body) and parts and not _finer(asked, before):
        return body
    if before and only_parts:
        return f"{previous.question[: before[-1].end]}{body}"
    listed = [s for s in previous.draft.statements if s.form == "item"]
    asks = ASKS.search(previous.question)
    if not asked.terms and len(listed) > 1 and asks and asks.start() > 1:
        return f"{previous.question[: asks.start()]}{body}"
    if only_parts and previous.draft.route in ("structure", "indicator"):
        return f"{subject_of(previous, catalogue)}{body}"
    return with_context(body, previous, answer)


_RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 2, "box": 3, "item": 4, "clause": 4}
_WORD_RANKS = {"编": 0, "篇": 0, "章": 1, "部分": 1, "节": 2, "条": 2, "专栏": 3, "项": 4, "款": 4}


def _finer(asked: ParsedQuestion, before: tuple[Address, ...]) -> bool:
    """Whether the parts asked for can stand inside the part before: 专栏2 has no 专栏 in it."""
    words = [m[0] for m in PART_WORD.finditer(asked.folded)]
    ranks = [_WORD_RANKS.get(word, 4) for word in words]
    return bool(before and ranks) and min(ranks) > _RANKS[before[-1].level]


def readdressed(body: str, new: Address, question: str, before: tuple[Address, ...]) -> str:
    """The question before with another address: an item stays in the part that was asked about."""
    start, end = before[0].start, before[-1].end
    if new.level in ("item", "clause"):
        start = next((a.start for a in before if a.level == new.level), end)
    return question[:start] + body + question[end:]


def with_context(body: str, previous: Previous, answer: Answerer) -> str:
    """A follow-up that asks something itself: alone when it names a subject and finds an answer,
    else with the old subject."""
    with_subject = f"{words_of(previous.question)}{body}"
    own = {w for w in ParsedQuestion(body).terms if not w.isdigit()}
    if own and not own <= RELATIVE and answer(body).found:
        return body
    return with_subject if answer(with_subject).found else body


def _counterpart(body: str, question: str) -> str:
    """A piece of the old question of the same length that shares a character: 进口 ↔ 出口; of a
    whole word a last character is enough: 约束性 ↔ 预期性."""
    size = len(body)
    if not 2 <= size <= 8 or body in question:
        return ""
    best, best_shared = "", 0
    words = content_words(question)
    for start in range(len(question) - size + 1):
        piece = question[start : start + size]
        shared = sum(a == b for a, b in zip(piece, body, strict=True))
        if shared and piece in words and piece[-1] == body[-1] and len(piece) > 2:
            shared = max(shared, (size + 1) // 2)
        if shared > best_shared and re.fullmatch(r"[\w“”]+", piece):
            best, best_shared = piece, shared
    return best if best_shared * 2 >= size else ""
