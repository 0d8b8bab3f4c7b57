"""Implied anchors: documents that a question means without naming them: by “过去……如今”, by the field
that a title names (行政处罚、刑罚), by a name in quotation marks that only one document has.

They count only where two of them mean different documents and the question sounds as if it asked
two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as Set
from statistics import median_low
from weakref import WeakKeyDictionary

from index.documents import DocumentInfo, Span
from rag.catalogue import Catalogue
from rag.document_names import bare
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.turns.counterparts import tokens

Found = tuple[Span, tuple[str, ...]]
FEW = 9
"""Most documents of which some are the old ones and some the new ones."""
LATELY = 3
"""Years before the newest document from which one is new."""
_THEN = re.compile(
    r"过去|以前|从前|早先|早年|早期|起初|最初|原先|当初|老早|那时候|当年(?![度底末内初之])|本世纪(?:初|头[十几]年)|头十年|[十几多二两][来几多]?年(?:以|之)?前|老(?=规划|方案|文件|办法|版)"
)
_NOW = re.compile(
    r"如今|现如今|现在|目前|眼下|近年来?|近[五几]年|最近|最新|这几年|这五年|[五几]年(?:下来|间|来)|(?:1\d|十[一二三四五六七八九]?|多|几)年(?:之|以)?后|后来|新(?=规划|方案|文件|办法|版)"
)
_FORMER = re.compile(r"(?:头|前|第一|早|先|老的?那)一?(?:份|部|个|版|本)(?!月|人)|前者")
_LATTER = re.compile(r"(?:后|第二|另|晚|新的?那)一?(?:份|部|个|版|本)(?!月|人)|后者")
_TWO = re.compile(
    r"各(?!地|级|部|类|项|种|国|方|界|单|省|个)|分别|两[部份个种处边头法]|又(?=[怎如是要有为最新规])|另[外一]|对照|对比|比较|区别|不同|;|[?？].|[,，][^,，]{2,12}呢"
)
_FORM = re.compile(r"(?:法|条例|办法)$")
_STATE = "中华人民共和国"
_FIELD = 2
"""Characters of a field; a title of one word (刑法) names it with words that begin so (刑罚)."""


def implied(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, meant: Set[str]
) -> list[Found]:  # fmt: skip
    """Places of a question with the documents meant there, beside those that it names (`meant`);
    [] where no two are told apart."""
    infos = [catalogue.info(d) for d in scope.allowed]
    if ordered := _ordered(question, infos, catalogue, meant):
        return ordered
    periods = _periods(question, infos, catalogue, meant)
    if len(periods) > 1 and _apart([ids for _, ids in periods]):
        return periods
    for found in (periods, _fields(question, infos)):
        others = [(span, ids) for span, ids in found if not set(ids) & meant]
        if others and _apart([*(ids for _, ids in others), *((d,) for d in meant)]):
            return others
    return []


def _ordered(
    question: ParsedQuestion, infos: Sequence[DocumentInfo], catalogue: Catalogue, meant: Set[str]
) -> list[Found]:  # fmt: skip
    """“头一份……后一份”, of two documents that are named together."""
    former, latter = _FORMER.search(question.folded), _LATTER.search(question.folded)
    if former is None or latter is None or len(meant) != 2:
        return []
    old, new = sorted((i for i in infos if i.id in meant), key=lambda i: _year(i, catalogue))
    return [(former.span(), (old.id,)), (latter.span(), (new.id,))]


def _apart(documents: Sequence[tuple[str, ...]]) -> bool:
    return any(not set(a) & set(b) for a in documents for b in documents)


def _periods(
    question: ParsedQuestion, infos: Sequence[DocumentInfo], catalogue: Catalogue, meant: Set[str]
) -> list[Found]:  # fmt: skip
    """“过去” for the old documents of a few, “如今” for the new ones."""
    then, now = _THEN.search(question.folded), _NOW.search(question.folded)
    if (not (then and now) and not ((then or now) and meant)) or not 1 < len(infos) <= FEW:
        return []
    years = {info.id: _year(info, catalogue) for info in infos}
    newest = max(years.values())
    old = tuple(d for d, year in years.items() if year < newest - LATELY)
    new = tuple(d for d, year in years.items() if year >= newest - LATELY)
    said = [(then.span(), old)] if then and old else []
    said += [(now.span(), new)] if now else []
    return sorted(said)


_YEARS: WeakKeyDictionary[Catalogue, dict[str, int]] = WeakKeyDictionary()


def _year(info: DocumentInfo, catalogue: Catalogue) -> int:
    """The year of a document; else the middle one of those that it speaks of."""
    known = _YEARS.setdefault(catalogue, {})
    if info.id not in known:
        dated = re.findall(r"(?:19|20)\d\d", info.date)
        said = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", catalogue.folded(info.id))
        known[info.id] = int(dated[0] if dated else median_low(said or ["0"]))
    return known[info.id]


def _fields(
    question: ParsedQuestion, infos: Sequence[DocumentInfo]
) -> list[Found]:  # fmt: skip
    """Words for the fields that titles name, empty spans before them: they belong to what is asked."""
    if not _TWO.search(question.folded):
        return []
    found: dict[str, Span] = {}
    for info in infos:
        for at in _field_at(question.folded, bare(info.title).removeprefix(_STATE)):
            found.setdefault(info.id, (at, at))
    taken = [d for d in found if _inside(d, found, infos)]
    return sorted((span, (d,)) for d, span in found.items() if d not in taken)


def _field_at(folded: str, title: str) -> Iterator[int]:
    form = _FORM.search(title)
    field = title[: form.start()] if form else ""
    if len(field) >= _FIELD:
        yield from (m.start() for m in re.finditer(re.escape(field), folded))
    elif field:
        yield from (t.span[0] for t in tokens(folded) if t.text[0] == field and len(t.text) > 1)


def _inside(document: str, found: dict[str, Span], infos: Sequence[DocumentInfo]) -> bool:
    """Whether another title, longer, begins at the same place: 刑事诉讼 over 刑."""
    titles = {i.id: bare(i.title) for i in infos}
    return any(
        found[d] == found[document] and len(titles[d]) > len(titles[document])
        for d in found if d != document
    )  # fmt: skip
