"""Resolving a follow-up against earlier turns: the stand-alone question that is shown and answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.documents import Node, Outline, Span
from index.outlining.labels import ordinal_of
from rag.addresses import Address, find_addresses
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.part_words import BARE_WORDS, PART_WORD
from rag.places import find_places
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.small_talk import answer_small_talk

_ONE = r"(?:个|些|份|条(?![例款约])|项(?!目)|章(?!程)|节(?!能))"
_NOUNS = "专栏|指标|工程|章节|章|节|条|部分|目标|数字|比例|内容|机制|制度"
_LEAD = re.compile(
    rf"^(?:那么|那(?!一?{_ONE}|一(?:{_NOUNS}))|还有|另外|再|以及|然后|而|至于|接着|好的?|嗯|请问)+[,、 ]*"
)
_TAIL = re.compile(r"(?:的)?(?:呢|又如何|又怎样|怎么样|又是多少|又是什么|又是|啊|吗)?[??？。!！]*$")
_PRONOUN = re.compile(
    rf"它们|它|她|他(?!们|人|国|乡)|其(?!他|它|中|次|实|余)|(?:这|那)(?:一?{_ONE}|一(?=(?:{_NOUNS})))(?:{_NOUNS})?|(?:这|那|该)(?!条[例款约]|章程)(?:{_NOUNS})(?!\s*[\d一二三四五六七八九十])|上述(?:{_NOUNS})?|此项|前者|后者|刚才(?:说的|那个)"
)
_NTH = re.compile(r"第\s*([一二三四五六七八九十\d]+)\s*(?:点|项|个|条|方面|款)?")
_COUNTED = re.compile(r"(?:几|多少|哪些|哪几)个?(?P<kind>专栏|部分|章|节|条|编|篇)")
_MORE = re.compile(
    r"展开|详细|具体(?:点|一点|说|讲|内容|呢)|细说|再说|继续|多说|进一步|讲讲|说说|举例|还有(?:吗|呢|别的)"
)
_ASKS = re.compile(
    r"(?:的)?(?:目标值?|数量)?(?:是|有|为|要|达到|达|共|建|提出|引进|分)*(?:多少|几|哪|什么|怎么|怎样|如何|谁|何时|属于|讲|说了)"
)
_RELATIVE = frozenset(
    "平均 每年 年均 年平均 属性 性质 单位 目标 目标值 现状 原来 之前 以前 占比 比例 比重 同比 依据 出处 原文 来源 理由 原因 作用 意义 时间 范围".split()
)
"""Words that say something of a subject and name none."""
_DEFINES = re.compile(r"什么是|什么叫|何谓")
_SAID = re.compile(
    r"^(?:她|他|文章|报道)(?:还|又)?(?:说|表示|介绍|指出|提到|讲)(?:的|到)?(?=[^?。]{4})"
)
_BESIDE = re.compile(
    r"^(?:那|再|请问)*(?P<way>下|后|上|前)(?:面|边)?一?(?:个|条)?的?(?P<kind>条|章|节|部分|专栏|项)?(?:呢|是什么|讲什么|讲啥)?[??。]*$"
)
_WHOLE = re.compile(r"一共|总共|全部|所有|整个|全文")
_ENDING = re.compile(r"(?:目标值?|数量|比例|覆盖率|指标|情况|内容|要求|措施|原则)$")
_SMALL = 6
"""A follow-up with fewer characters than this, subject words counted, cannot stand alone."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The turn before: its stand-alone question and what was drafted for it."""

    question: str
    draft: Draft


Answerer = Callable[[str], Draft]


def resolve(turns: tuple[str, ...], catalogue: Catalogue, answer: Answerer) -> str:
    """The stand-alone form of the last turn. `answer` drafts an answer for an earlier question."""
    standalone = turns[0]
    for typed in turns[1:]:
        turn = _SAID.sub("", typed) or typed
        if is_dependent(turn, catalogue):
            standalone = _rewrite(turn, Previous(standalone, answer(standalone)), catalogue, answer)
        else:
            standalone = turn
    return standalone


def is_dependent(turn: str, catalogue: Catalogue) -> bool:
    """Whether a turn needs the earlier ones to be understood."""
    question = ParsedQuestion(turn)
    folded = question.folded
    own = "".join(question.core.split())
    if answer_small_talk(question, ()) is not None:
        return False
    if _BESIDE.match(folded):
        return True
    if _PRONOUN.search(folded) and not re.search(r"其中(?!的)", folded):
        return True
    nth = _NTH.search(folded)
    addresses = find_addresses(folded)
    if nth and all(a.level in ("item", "clause") for a in addresses):
        return True
    if addresses:
        bare = len(addresses) == 1 and addresses[0].level in ("section", "article")
        asks_on = (
            bool(_MORE.search(folded) or re.search(r"是什么|是啥", folded)) and len(turn) <= 12
        )
        return folded.rstrip("?。").endswith("呢") or (bare and asks_on)
    if re.search(r"(?:呢)[??。]*$", folded) and len(own) <= 16:
        return True
    if _LEAD.match(folded) and len(own) <= 10:
        return True
    if _MORE.search(folded) and len(own) <= _SMALL:
        return True
    if _DEFINES.search(folded) and len(own) >= 2:
        return False
    words = {w for w in question.terms if not w.isdigit()}
    if words and not _WHOLE.search(folded) and all(PART_WORD.fullmatch(w) for w in words):
        return not choose_scope(question, catalogue.infos).named
    if words and words <= _RELATIVE:
        return True
    without_years = re.sub(r"(?:19|20)\d{2}年?", "", own)
    return len(without_years) < 3 and not choose_scope(question, catalogue.infos).named


def _rewrite(turn: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    question = ParsedQuestion(turn)
    body = _TAIL.sub("", _LEAD.sub("", turn.strip())).strip(" ,，。？?")
    beside = _BESIDE.match(question.folded)
    if beside:
        way = "后面" if beside["way"] in "下后" else "前面"
        kind = beside["kind"] or ("条" if "条" in question.folded else "部分")
        asked = find_addresses(ParsedQuestion(previous.question).folded)
        start, end = (asked[0].start, asked[-1].end) if asked else (0, 0)
        subject = previous.question[start:end] or subject_of(previous, catalogue)
        name = "".join(
            previous.question[a:b] for a, b in _named_spans(previous.question, catalogue)
        )
        return f"{name}{subject}{way}的{kind}是什么"
    nth = _NTH.search(question.folded)
    named = [a for a in find_addresses(question.folded) if a.level not in ("item", "clause")]
    if named and len(named) == 1 and named[0].level in ("section", "article"):
        return _numbered(turn, body, named[0], previous, catalogue)
    if clause := _clause(question, previous, catalogue):
        return clause
    if nth and not named:
        ordinal = ordinal_of(f"第{nth[1]}条") or 1
        point = _nth_point(previous, ordinal, catalogue) or _counted_part(
            previous, ordinal, catalogue
        )
        if point:
            return f"{point}讲什么"
    if _PRONOUN.search(turn):
        return _PRONOUN.sub(subject_of(previous, catalogue), _LEAD.sub("", turn.strip()), count=1)
    bare = ParsedQuestion(body)
    if (
        bare.years
        and len(re.sub(r"(?:19|20)\d{2}年?|[\s年的]|目标|达到|是|多少|到", "", bare.folded)) <= 1
    ):
        return _with_year(previous.question, f"{bare.years[0]}年")
    if _MORE.search(question.folded) and len("".join(bare.core.split())) <= _SMALL:
        return f"{subject_of(previous, catalogue)}具体内容是什么"
    if _names_document(bare, catalogue):
        return _in_document(body, previous.question, catalogue)
    return _swapped(body, previous, answer)


def _clause(question: ParsedQuestion, previous: Previous, catalogue: Catalogue) -> str:
    """A bare “第二款” after a question about an article of a law: the 款 of that article."""
    clause = next((a for a in find_addresses(question.folded) if a.level == "clause"), None)
    before = find_addresses(ParsedQuestion(previous.question).folded)
    article = next((a for a in before if a.level == "article"), None)
    if clause is None or article is None:
        return ""
    name = previous.question[: article.end]
    scope = choose_scope(ParsedQuestion(name), catalogue.infos)
    places, _ = find_places((article,), scope, catalogue)
    if not places or places[0].node.kind != "article":
        return ""
    return f"{name}{question.text[clause.start : clause.end]}讲什么"


def _named_spans(question: str, catalogue: Catalogue) -> tuple[Span, ...]:
    """Where a question names its document."""
    return choose_scope(ParsedQuestion(question), catalogue.infos).spans


def _numbered(
    turn: str, body: str, address: Address, previous: Previous, catalogue: Catalogue
) -> str:
    """A bare “第二条” or “（二）”: inside the part asked about before, or one of the points listed
    before, or the part of that number in the same document."""
    before = find_addresses(ParsedQuestion(previous.question).folded)
    same_level = any(a.level == address.level for a in before)
    if before and not same_level:
        inside = f"{previous.question[: before[-1].end]}{turn[address.start : address.end]}"
        scope = choose_scope(ParsedQuestion(inside), catalogue.infos)
        places, _ = find_places(find_addresses(ParsedQuestion(inside).folded), scope, catalogue)
        if places:
            return f"{inside}讲什么"
    listed = [s for s in previous.draft.statements if s.form == "item"]
    if listed and address.level == "article" and not same_level:
        point = _nth_point(previous, address.ordinal, catalogue)
        if point:
            return f"{point}讲什么"
    if before:
        return _readdressed(body, address, previous.question, before)
    return turn if _asks(turn) else f"{body}讲什么"


def _asks(turn: str) -> bool:
    return bool(ParsedQuestion(turn).wants or re.search(r"讲|说|写|内容|规定", turn))


# --- the subject of the turn before ---------------------------------------------------------------


def subject_of(previous: Previous, catalogue: Catalogue) -> str:
    """What the turn before was about: the part it named, the part it was answered with, or its words."""
    parsed = ParsedQuestion(previous.question)
    found = _answered_part(previous.draft, catalogue)
    if previous.draft.route in ("structure", "indicator") and found:
        return found
    addresses = find_addresses(parsed.folded)
    if addresses:
        return previous.question[addresses[0].start : addresses[-1].end]
    core = re.sub(r"(?:19|20)\d{2}年?", "", parsed.core)
    return re.sub(r"\s+", "", core) or previous.question


def _answered_part(draft: Draft, catalogue: Catalogue) -> str:
    cited = [s for s in draft.statements if s.evidence and s.form != "lead"]
    if not draft.found or len(cited) != 1:
        cited = [s for s in draft.statements if s.evidence][:1]
    if not draft.found or not cited:
        return ""
    place = cited[0].evidence[0]
    outline = catalogue.outline(place.document_id)
    node = outline.address(place.node_id)
    if node.kind == "row":
        return node.title.split("（")[0] if not node.title.startswith("（") else node.title
    return _in_title(place.document_id, catalogue) + spoken_address(outline, node)


def _in_title(document_id: str, catalogue: Catalogue) -> str:
    """The title before an address that would else be looked for in the first document."""
    return catalogue.title(document_id) if document_id != catalogue.infos[0].id else ""


def spoken_address(outline: Outline, node: Node) -> str:
    """The address of a node in words that addresses.py reads back: “第六部分（一）第3项”."""
    words: list[str] = []
    for holder in outline.ancestors(node.id)[1:]:
        ordinal = ordinal_of(holder.number) if holder.number not in ("", "——") else None
        if holder.kind == "chapter" and ordinal:
            words.append(
                f"第{ordinal}部分" if not holder.number.startswith("第") else holder.number
            )
        elif holder.kind in ("section", "article", "part"):
            unique = holder.label == holder.number
            words = [holder.number] if unique else [*words, holder.number]
        elif holder.kind == "box":
            words = [holder.number]
        elif holder.kind == "item":
            same = [n for n in outline.children(holder.parent or "") if n.kind == "item"]
            words.append(f"第{same.index(holder) + 1}项")
    return "".join(words) or node.title


def _nth_point(previous: Previous, ordinal: int, catalogue: Catalogue) -> str:
    """The n-th point of the answer before, or of the part that it cites."""
    items = [s for s in previous.draft.statements if s.form == "item" and s.evidence]
    said = [s for s in previous.draft.statements if s.evidence and s.form == "sentence"]
    if any(s.derived for s in said):
        return ""
    if not items and said:
        place = said[0].evidence[0]
        outline = catalogue.outline(place.document_id)
        inner = [n for n in outline.children(place.node_id) if n.kind in ("item", "section", "row")]
        if 0 < ordinal <= len(inner):
            part = spoken_address(outline, inner[ordinal - 1])
            return _in_title(place.document_id, catalogue) + part
    points = items or said
    if not 0 < ordinal <= len(points):
        return ""
    return _point_name(points[ordinal - 1], catalogue)


def _counted_part(previous: Previous, ordinal: int, catalogue: Catalogue) -> str:
    """The n-th of the parts that the question before counted: “一共几个专栏” → “第三个专栏”."""
    asked = _COUNTED.search(ParsedQuestion(previous.question).folded)
    cited = [s.evidence[0].document_id for s in previous.draft.statements if s.evidence]
    if asked is None or not cited:
        return ""
    return f"{_in_title(cited[0], catalogue)}第{ordinal}{'个' if asked['kind'] == '专栏' else ''}{asked['kind']}"


def _point_name(statement: Statement, catalogue: Catalogue) -> str:
    place = statement.evidence[0]
    outline = catalogue.outline(place.document_id)
    node = outline.node(place.node_id)
    if statement.form == "sentence":
        return statement.text.rstrip("。")
    return _in_title(place.document_id, catalogue) + spoken_address(outline, node)


# --- replacing one part of the question before ----------------------------------------------------


def _with_year(question: str, year: str) -> str:
    changed, count = re.subn(r"(?:19|20)\d{2}年?", year, question, count=1)
    return changed if count else f"{year}{question}"


def _names_document(question: ParsedQuestion, catalogue: Catalogue) -> bool:
    return (
        choose_scope(question, catalogue.infos).named and len("".join(question.core.split())) <= 16
    )


def _in_document(body: str, question: str, catalogue: Catalogue) -> str:
    """The question before, asked of another document."""
    scope = choose_scope(ParsedQuestion(question), catalogue.infos)
    bare = question
    for start, end in sorted(scope.spans, reverse=True):
        bare = bare[:start] + bare[end:]
    bare = re.sub(r"^[里中的在、，,“”]+", "", bare.strip())
    name = re.sub(r"(?:里面|里|中)?(?:怎么说|怎样|如何)?$", "", body)
    return f"{name}中{bare}"


def _swapped(body: str, previous: Previous, answer: Answerer) -> str:
    """The question before with the new subject in place of the old one."""
    addresses = find_addresses(ParsedQuestion(body).folded)
    before = find_addresses(ParsedQuestion(previous.question).folded)
    if addresses:
        if before:
            return _readdressed(body, addresses[0], previous.question, before)
        return f"{body}讲什么"
    counterpart = _counterpart(body, previous.question)
    if counterpart:
        return previous.question.replace(counterpart, body, 1)
    asked = ParsedQuestion(body)
    if asked.wants and _WHOLE.search(body):
        return body
    if asked.wants:
        only_parts = all(PART_WORD.fullmatch(w) or w in BARE_WORDS for w in asked.terms)
        if before and only_parts:
            return f"{previous.question[before[0].start : before[-1].end]}{body}"
        return _with_context(body, previous, answer)
    asks = _ASKS.search(previous.question)
    ending = _ENDING.search(previous.question.rstrip("?？。"))
    if asks and asks.start() > 1:
        return f"{body}{previous.question[asks.start() :]}"
    words = ParsedQuestion(previous.question).terms
    last = (
        words[-1]
        if len(words) > 1 and previous.question.rstrip("?？。").endswith(words[-1])
        else ""
    )
    return f"{body}{ending[0] if ending else last or '是什么'}"


def _readdressed(body: str, new: Address, question: str, before: tuple[Address, ...]) -> str:
    """The question before with another address: an item stays in the part that was asked about."""
    start, end = before[0].start, before[-1].end
    if new.level in ("item", "clause"):
        start = next((a.start for a in before if a.level == new.level), end)
    return question[:start] + body + question[end:]


def _with_context(body: str, previous: Previous, answer: Answerer) -> str:
    """A follow-up that asks something itself: alone when it names a subject and finds an answer,
    else with the old subject."""
    parsed = ParsedQuestion(previous.question)
    core = re.sub(r"\s+", "", re.sub(r"(?:19|20)\d{2}年?", "", parsed.core))
    with_subject = f"{core}{body}"
    own = {w for w in ParsedQuestion(body).terms if not w.isdigit()}
    if own and not own <= _RELATIVE and answer(body).found:
        return body
    return with_subject if answer(with_subject).found else body


def _counterpart(body: str, question: str) -> str:
    """A piece of the old question of the same length that shares a character: 进口 ↔ 出口."""
    size = len(body)
    if not 2 <= size <= 8 or body in question:
        return ""
    best = ""
    best_shared = 0
    for start in range(len(question) - size + 1):
        piece = question[start : start + size]
        shared = sum(a == b for a, b in zip(piece, body, strict=True))
        if shared > best_shared and re.fullmatch(r"[\w“”]+", piece):
            best, best_shared = piece, shared
    return best if best_shared * 2 >= size else ""
