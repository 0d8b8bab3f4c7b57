"""A turn with a number or a pronoun: a part of the part before, or a point of the answer before."""

from __future__ import annotations

import re

from index.outlining.labels import ordinal_of
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import Address, find_addresses
from rag.structure.part_words import PART_WORD, node_kinds
from rag.structure.places import Place, find_places
from rag.substance import is_noun
from rag.turns.carrying import without_names
from rag.turns.dependence import LAST, LEAD, MORE, NTH, PRONOUN, TAIL
from rag.turns.other_documents import without_period
from rag.turns.previous import (
    Previous,
    answered_place,
    counted_nodes,
    counted_part,
    nth_point,
    part_of_kind,
    place_name,
    subject_of,
)
from rag.turns.replacing import readdressed

_SYSTEM = re.compile(r"(?:机制|制度|工程)$")
"""What “这制度” keeps of itself beside the subject that it stands for."""

_NUMBER_ALONE = re.compile(
    r"(?:那|再|换)?(?P<n>\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])号?呢?"
)
_ORDINAL = re.compile(
    r"(?:排在?|放在?)?(?:打头|最前面?|头一|首|倒数第[一二三四五六\d]+|第[一二三四五六七八九十\d]+(?![一二三四五六七八九十\d步次期批轮季代阶产])|最后一?|末一?|最末一?|末尾)"
    r"(?=[的那个点项条方类种章节编部是叫讲说呢]|$)(?:的|那)*(?P<unit>个|点|项|条|方面|类|种|章|节|编|部分)?"
)
_NUMERAL = re.compile(r"\d+|[零一二三四五六七八九十百]+")


def pointed(
    turn: str, question: ParsedQuestion, body: str, previous: Previous, catalogue: Catalogue
) -> str:
    """A turn with a number of its own: a part of the part before, a point of the answer before, or
    the same question of another part; "" for other turns."""
    addresses = find_addresses(question.folded)
    named = [a for a in addresses if a.level not in ("item", "clause")]
    if PRONOUN.search(turn) and addresses and not LAST.search(turn):
        return with_subject(LEAD.sub("", turn.strip()), previous, catalogue)
    if last := _last(question, addresses, previous, catalogue):
        return last
    if len(named) == 1 and named[0].level in ("section", "article") and named[0].ordinal > 0:
        return _numbered(turn, body, named[0], previous, catalogue)
    if clause := _clause(question, previous, catalogue):
        return clause
    if bare := _bare_number(body, previous):
        return bare
    nth = NTH.search(question.folded)
    if nth and not named:
        ordinal = ordinal_of(f"第{nth[1]}条") or 1
        point = nth_point(previous, ordinal, catalogue) or counted_part(
            previous, ordinal, catalogue
        )
        if point:
            return f"{point}{_rest(question, nth.end())}"
    return ""


def other_ordinal(body: str, previous: Previous) -> str:
    """“最后一个呢” after a question about the first of something that told one thing, “最后一章呢” after one
    about 第一章: the same of the last; "" for other turns."""
    found = list(_ORDINAL.finditer(previous.question))
    own = _ORDINAL.fullmatch(body)
    if len(found) != 1 or own is None:
        return ""
    listed = sum(s.form == "item" for s in previous.draft.statements) > 1
    same = own["unit"] == found[0]["unit"] and own["unit"] not in (None, *"个点项条")
    if listed and not same:
        return ""
    unit = "" if own["unit"] else found[0]["unit"] or "个"
    return (
        f"{previous.question[: found[0].start()]}{body}{unit}{previous.question[found[0].end() :]}"
    )


def _rest(question: ParsedQuestion, end: int) -> str:
    """What a turn asks of the point that it names, 讲什么 when it asks nothing of its own."""
    tail = TAIL.sub("", question.text[end:]).strip(" ，,")
    said = re.sub(r"^的", "", tail)
    words = [w for w in ParsedQuestion(said).terms if len(w) > 1 and not MORE.search(w)]
    telling = words or re.search(r"多少|几|哪|叫什么|标题|属于", said)
    return said if telling and not re.fullmatch(r"具体.{0,6}", said) else "讲什么"


def _last(
    question: ParsedQuestion, addresses: tuple[Address, ...], previous: Previous,
    catalogue: Catalogue,
) -> str:  # fmt: skip
    """“最后一个”, “最后一项要建什么”: of what was listed or counted, or of the part before."""
    found = LAST.search(question.folded)
    from_end = [a for a in addresses if a.ordinal < 0]
    if not found and not from_end:
        return ""
    if from_end and not counted_nodes(previous, catalogue):
        place = answered_place(previous.draft, catalogue)
        before = find_addresses(ParsedQuestion(previous.question).folded)
        if previous.draft.route == "structure" and place is not None:
            holder = _holder_name(previous, place, before, catalogue)
            return f"{holder}{question.text[from_end[0].start :]}"
    ordinal = (
        from_end[0].ordinal
        if from_end
        else -(ordinal_of(f"第{found['n']}条") or 1)
        if found and found["n"]
        else -1
    )
    end = from_end[0].end if from_end else found.end() if found else 0
    point = nth_point(previous, ordinal, catalogue) or counted_part(previous, ordinal, catalogue)
    return f"{point}{_rest(question, end)}" if point else ""


def _holder_name(
    previous: Previous, place: Place, before: tuple[Address, ...], catalogue: Catalogue
) -> str:
    """The part whose parts were told: the one that was asked about, else the one that was cited."""
    items = [s for s in previous.draft.statements if s.form == "item" and s.evidence]
    if before:
        return previous.question[: before[-1].end]
    if items:
        node = place.outline.node(place.node.parent) if place.node.parent else place.node
        while node.kind in ("table", "paragraph") and node.parent:
            node = place.outline.node(node.parent)
        return place_name(Place(place.document_id, place.outline, node), catalogue)
    return place_name(place, catalogue)


def with_subject(turn: str, previous: Previous, catalogue: Catalogue) -> str:
    """The turn with the subject before in place of its pronoun: “那一章” is the chapter that holds it."""
    found = PRONOUN.search(turn)
    place = answered_place(previous.draft, catalogue)
    noun = PART_WORD.search(found[0]) if found else None
    other = place and noun and place.node.kind not in node_kinds(noun[0], place.outline)
    if place and noun and other and previous.draft.route == "structure":
        subject = place_name(part_of_kind(place, noun[0]), catalogue)
    else:
        subject = subject_of(previous, catalogue)
    if choose_scope(ParsedQuestion(turn), catalogue.infos).named:
        subject = without_period(without_names(subject, catalogue))
    if found and (head := _head_of(turn[found.end() :], subject)):
        return f"{turn[: found.start()]}{head}{turn[found.end() + _same_noun(turn[found.end() :], subject) :]}"
    said = _SYSTEM.search(found[0]) if found else None
    kept = said[0] if said and not subject.endswith(said[0]) else ""
    return PRONOUN.sub(lambda _: f"{subject}{kept}", turn, count=1)


def _same_noun(rest: str, subject: str) -> int:
    """How many characters of what follows a pronoun (这个|平台) are a noun that the subject has."""
    sizes = (n for n in range(min(6, len(rest)), 1, -1) if rest[:n] in subject)
    return next((n for n in sizes if is_noun(rest[:n])), 0)


def _head_of(rest: str, subject: str) -> str:
    """A subject up to the noun behind the pronoun: 在线合作平台 of 在线合作平台的注册国家数."""
    size = _same_noun(rest, subject)
    return subject[: subject.rindex(rest[:size]) + size] if size else ""


def point_of_list(turn: str, previous: Previous, catalogue: Catalogue) -> str:
    """“第一节讲什么” after the sections of a chapter were listed: the first of these, where none of
    them has that number of its own; "" for other turns."""
    question = ParsedQuestion(turn)
    addresses = find_addresses(question.folded)
    listed = [s.evidence[0] for s in previous.draft.statements if s.form == "item" and s.evidence]
    if len(addresses) != 1 or previous.draft.route != "structure":
        return ""
    if len(listed) < 2:
        return _of_counted(question, addresses[0], previous, catalogue)
    scope = choose_scope(question, catalogue.infos)
    places, _ = find_places(addresses, scope, catalogue)
    address = addresses[0]
    if not places or scope.named or any(e.node_id == places[0].node.id for e in listed):
        return ""
    outline = catalogue.outline(listed[0].document_id)
    if places[0].node.kind != outline.node(listed[0].node_id).kind:
        return ""
    point = nth_point(previous, address.ordinal, catalogue)
    return f"{point}{_rest(question, address.end)}" if point else ""


def _of_counted(
    question: ParsedQuestion, address: Address, previous: Previous, catalogue: Catalogue
) -> str:  # fmt: skip
    """“第二条标题叫啥” after the parts of a chapter were counted: the second of these."""
    named = choose_scope(question, catalogue.infos).named
    if named or address.level == "chapter" or not counted_nodes(previous, catalogue):
        return ""
    point = nth_point(previous, address.ordinal, catalogue)
    return f"{point}{_rest(question, address.end)}" if point else ""


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


def _bare_number(body: str, previous: Previous) -> str:
    """“那20呢” after a question about 专栏19: the same question of the part with that number."""
    number = _NUMBER_ALONE.fullmatch(body.strip(" ，,。?？"))
    before = find_addresses(ParsedQuestion(previous.question).folded)
    if number is None or len(before) != 1 or previous.draft.route != "structure":
        return ""
    start, end = before[0].start, before[0].end
    renumbered, found = _NUMERAL.subn(number["n"], previous.question[start:end], count=1)
    if not found:
        return ""
    return f"{previous.question[:start]}{renumbered}{previous.question[end:]}"


def _numbered(
    turn: str, body: str, address: Address, previous: Previous, catalogue: Catalogue
) -> str:
    """A bare “第二条” or “（二）”: inside the part asked about before, or one of the points listed
    before, or the part of that number in the same document."""
    before = find_addresses(ParsedQuestion(previous.question).folded)
    same_level = any(a.level == address.level for a in before)
    if not same_level and (inside := _inside(turn, address, previous, before, catalogue)):
        return inside
    listed = [s for s in previous.draft.statements if s.form == "item"]
    if listed and address.level == "article" and not same_level:
        point = nth_point(previous, address.ordinal, catalogue)
        if point:
            return f"{point}讲什么"
    if before:
        return readdressed(body, address, previous.question, before)
    return turn if _asks(turn) else f"{body}讲什么"


def _inside(
    turn: str, address: Address, previous: Previous, before: tuple[Address, ...],
    catalogue: Catalogue,
) -> str:  # fmt: skip
    """The part of that number inside the part that was asked about, or that the answer named."""
    holders = [previous.question[: before[-1].end]] if before else []
    place = answered_place(previous.draft, catalogue)
    if not before and place and previous.draft.route == "structure":
        holders.append(place_name(place, catalogue))
    for holder in holders:
        inside = f"{holder}{turn[address.start : address.end]}"
        scope = choose_scope(ParsedQuestion(inside), catalogue.infos)
        places, _ = find_places(find_addresses(ParsedQuestion(inside).folded), scope, catalogue)
        if places:
            rest = TAIL.sub("", turn[address.end :]).strip(" ，,")
            return f"{inside}{rest if _asks(rest) else '讲什么'}"
    return ""


def _asks(turn: str) -> bool:
    return bool(ParsedQuestion(turn).wants or re.search(r"讲|说|写|内容|规定|标题|叫", turn))
