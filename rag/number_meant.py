"""“318这个数字指什么”: a number asked for its meaning, answered with the sentences that have it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.documents import Span
from index.folding import fold
from index.sentences import clause_spans, sentence_spans
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.forms.saying import quoted
from rag.question import ParsedQuestion
from rag.scope import Scope

MOST = 3
"""Most sentences in which a number may stand for its meaning to be told by them."""
SHORT = 110
"""Characters up to which a sentence is given whole, not the clause of it."""
_NUMBER = r"(?P<n>\d+(?:[.,]\d+)*(?:%|万亿|亿|万)?)(?P<unit>[\u4e00-\u9fff]{0,3}?)"
_MEANT = re.compile(
    rf"(?<![\da-z.]){_NUMBER}[\"']?(?:这个|那个|这一|这)(?:数|数字|数值|数目|数据|比例)(?:在[^,?]{{1,10}}[里中上]?)?"
    r"(?:指|说|代表|表示|对应|讲|是)的?(?:是|的是)?(?:什么|啥|哪[个项方]|怎么回事)"
    rf"|(?:数字|数值|数据)[\"']?{_NUMBER.replace('<n>', '<m>').replace('<unit>', '<of>')}[\"']?(?:在[^,?]{{1,10}}[里中上]?)?(?:指|代表|表示|说)的?(?:是)?(?:什么|啥)"
)


def answer_number_meant(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """The sentences that have just the number asked about; None for other questions, and where no
    sentence or too many have it."""
    asked = _MEANT.search(question.folded)
    if asked is None:
        return None
    number = asked["n"] or asked["m"]
    unit = asked["unit"] or asked["of"] or ""
    told = [(d, span) for d in scope.documents for span in _holding(number + unit, d, catalogue)]
    if not 0 < len(told) <= MOST:
        return None
    return Draft("passage", tuple(quoted(catalogue.outline(d), d, span) for d, span in told))


def _holding(number: str, document: str, catalogue: Catalogue) -> Iterator[Span]:
    """The sentences of a document, or the clauses of long ones, that have a number as it is."""
    text = catalogue.outline(document).text
    exact = re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d%]|[.,]\d)")
    for start, end in sentence_spans(text):
        if not exact.search(fold(text[start:end])):
            continue
        if end - start <= SHORT:
            yield start, end
            continue
        yield from (
            c for c in clause_spans(text, (start, end)) if exact.search(fold(text[slice(*c)]))
        )
