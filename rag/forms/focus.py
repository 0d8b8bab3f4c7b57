"""Focus: the noun whose figure a question asks for, the last word before 是多少, the first after 多少."""

from __future__ import annotations

import re

from index.words import content_words
from rag.question import ParsedQuestion

_FILL = r"(?:现在|目前|如今|已经|已|大约|大概|约|又|共|总共|一共|各|分别|每年|当时|到底|究竟|应当|应该|要|会|能|需要|需|可以|可|最高|最低|最多|最少|最长|最短|至少|起码)*"
_BEFORE = re.compile(
    rf"(?P<n>[^,;。?、:\s]{{2,16}}?)的?{_FILL}(?:是|有|为|达到|达|占|超过|算|等于|实现|完成|提高到|增长到)?(?:了|到)?(?:多少|几(?!乎)|多大|多高|多长|多久|百分之几)"
)
_AFTER = re.compile(
    r"(?:多少|几)(?:万|亿)?(?:[个名人项次条套件例起票份期批种类家座国天年]|人次|小时|个月|大类)?(?P<n>[\u4e00-\u9fff]{2,10})"
)
_CLAIMED = re.compile(
    rf"(?P<n>[^,;。?、:\s]{{2,16}}?)的?{_FILL}(?:是|有|为|达到|达|占|超过|不少于|不超过|有了)+(?:了|到)?\s*(?:\d|[一二三四五六七八九十百千两])"
)
LOOKED_AT = 120
"""Characters at the end of a question that are looked at."""
_DATED = re.compile(r"(?:19|20)\d{2}年?|十[一二三四五六]五[\"']?(?:时期|期间|以来)?")


_ASKED = re.compile(
    r"(?<![哪第])几(?:周?岁|分钟|小时|公里|米|吨|级|届|批|门)|多大(?:年龄|岁数)?|[低高少多长短]到几|多重|多远|多宽|多少"
)


_MEASURE = re.compile(
    r"(?:[^效速心]率|比例|比重|数量|总[额数量])的?(?:目标|指标|要求|标准)值?[?。]*$"
)


def asks_figure(question: ParsedQuestion) -> bool:
    """Whether a question asks for a figure."""
    if "quantity" in question.wants or _ASKED.search(question.folded):
        return True
    return not question.wants and bool(_MEASURE.search(question.folded))


def focus(question: ParsedQuestion) -> str:
    """The noun that is measured, folded (“口岸总数是多少” → 总数); "" when none is named."""
    text = _DATED.sub(" ", question.subject)[-LOOKED_AT:]  # the patterns are slow on a page of text
    for pattern in (_BEFORE, _CLAIMED):
        if found := pattern.search(text):
            words = content_words(found["n"])
            if words:
                return words[-1]
    found = _AFTER.search(text)
    words = content_words(found["n"]) if found else []
    return words[0] if words else ""
