"""Focus: the noun whose figure a question asks for, the last word before 是多少, the first after 多少."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    r"(?<![哪第])几(?:台|架|艘|辆|所|间|套|处|支|周?岁|分钟|小时|公里|米|吨|级|届|批|门)|多大(?:年龄|岁数)?|[低高少多长短]到几|多重|多远|多宽|多少"
    r"|(?:区间|幅度|限额|额度|限值|上限|下限|门槛|比例|比率|比重|[^效速心]率)(?:又|应该?|应当|分别|各|都)*(?:是|为|定成?)(?:什么|啥)"
)


_MEASURE = re.compile(
    r"(?:[^效速心]率|比例|比重|数量|总[额数量]|[起件次人个项批票家户例]数)的?(?:目标|指标|要求|标准)值?[?。]*$"
)


_MEASURE_ALONE = re.compile(
    r"(?:[起件次人个项批票户例]数|数目|名额|额度|[上下]限|[\u4e00-\u9fff]{2}额|[\u4e00-\u9fff](?<![力质能重考])量|[\u4e00-\u9fff](?<![效速心])率)[?。]*$"
)
_LEVEL = re.compile(r"(?:是|为|有|要|需要?|用|花)(?:多少|几|多[长久高大])")
_CHANGED = re.compile(r"[增减降提压缩省涨升快]|变化|多出|高出|少[了用花]|更|幅|拉长|扩大|新|再")
_COUNTING = re.compile(
    r"[起件次人个项批票家户例]数|数目|数量|个数|总数|总[额值量]|金额|占比|比[例重率]|百分[比数]|数[额值字]"
    r"|名额|规模|[额限]度|限额|合计|总[计和共]|累计数?|加总|口径|[上下]限|[峰均]值|[增涨降]幅|增速|封顶|起步|算起|起算|[几多][百千万亿]"
)
_UNIT_ASKED = re.compile(r"(?:多少|几)个?(小时|分钟|月|工作日|百分点|大类|人次)")
_SAID_BY = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,4}?)(?:[署局司部省市关]长|主任|书记|主席|发言人)?(?:讲|说|表示|介绍|提到|透露|谈)(?:到|过|了)?的"
)
"""“某某讲的……有多少”: who has said it is seldom named in the sentence itself."""


_SAYING = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{0,3}?(?:[署局司部省市关]长|主任|书记|主席|发言人))(?:讲|说|表示|介绍|提到|透露|谈)"
)


def asks_figure(question: ParsedQuestion) -> bool:
    """Whether a question asks for a figure."""
    if "quantity" in question.wants or _ASKED.search(question.folded):
        return True
    if question.wants:
        return False
    return bool(_MEASURE.search(question.folded) or _MEASURE_ALONE.search(question.folded))


def asks_level(question: ParsedQuestion) -> bool:
    """Whether the level of a thing is asked for, which no figure of its rise or fall tells."""
    return bool(_LEVEL.search(question.folded)) and not _CHANGED.search(question.folded)


def measured_terms(question: ParsedQuestion, terms: Sequence[str]) -> list[str]:
    """The terms without those that only ask: the measure (起数), the unit behind 多少 (多少小时), and
    who has said it (某某讲的); all of them where nothing else is left."""
    only_asking = {
        word for pattern in (_SAID_BY, _SAYING) for m in pattern.finditer(question.folded)
        for word in content_words(m["n"])
    }  # fmt: skip
    only_asking.update(_UNIT_ASKED.findall(question.folded))
    kept = [t for t in terms if not _COUNTING.fullmatch(t) and t not in only_asking]
    return kept or list(terms)


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
