"""What looks like a figure and is none: dates, names, addresses, numbers of documents, idioms."""

from __future__ import annotations

import re
from bisect import bisect_right

from index.documents import Bound
from index.quantities.units import ARABIC_ONLY

_TITLE = re.compile(r"《[^《》]*》?")
_ORDINAL_LIST = re.compile(
    r"第\s*[\d零一二三四五六七八九十百千]+(?:\s*[、和及至到~—-]+\s*第?\s*[\d零一二三四五六七八九十百千]+)*[款项条章节]?\s*[、和及至到~—-]+\s*$"
)
_CODE_BEFORE = re.compile(
    r"[a-z\d][-_./]?$|\d\s+$|[×x*/.·]\s*$|[a-z]\s?[-—]\s?$|[(\[]$(?<=〔)|no\.?\s?$"
)
_CODE_AFTER = re.compile(r"\s?[×*]|[a-z_]|[·:]\d|\.\d|[-/]\d{2,}")
_STRUCTURE = re.compile(
    r"(?:大|个|项|方面|重大|基本|重要|主要|\s)*(?:方面|层面|坚持|自信|意识|维护|确立|全面|务必|统筹|结合|转变|不动摇|毫不|始终|"
    r"代表|更加|强化|聚焦|着力|必须|一致|走在|维度|环节|关键|阶段|时期|领域|关系|原则|字|问题|特点|特征|不$|不变|导向|为主|"
    r"中心(?!\w*建)|基本点|凡是|规律|有利于|确保|优先|突出|到位|为|没有变|不能|先行|一(?!个|些|批)|允许|公开|有数|规定|市场|资源|机制|线|战线|道路|腿|现代化|世界|中国|政府|\d)"
)
_COUNTING = ("个", "大类", "项", "条", "种", "类")
_REPEATED = re.compile(
    r"每(?:个?季度|半?年|个?月|周|日|天|[一两二三四五六七八九十\d]+(?:年|个月|天))[^,。;]{0,8}$"
)
_PERIOD_DAY = re.compile(
    r"(?:提前|期限|为期|之日起|起|缩短|压缩|延长|用时|历时|时间.{0,6}|每|满|公示|公告|为|达到?|近|需|不.于|不超过|后|的)\s*$"
)
_DIGITS_ONLY = re.compile("[零一二三四五六七八九]{3,}")
_OF_TWO = frozenset("年 个月 日 天 周 小时 分钟 个工作日 工作日 人 名 倍 元 万元 周岁 岁".split())
"""Units of which 二 counts two, as laws write it; of others it is the second."""
_SECOND = re.compile(
    r"结构|经济|论|化|制(?!定)|体[制系]|社会|对立|户籍|分割|生(?![产活效])|级|转|世界"
)
"""What stands behind 二元, 二年 and 二人 where they are the beginning of a name."""
_TERM_OF = re.compile(r"(?:刑期|期限|折抵)$")
_CLEAR = re.compile(
    "左右|以上|以下|以内|上下|农民|人民|人口|群众|职工|工人|党员|学生|同胞|军民|国民|干部|官兵|百姓|市民|居民|游客"
)
_LONE = re.compile("[百千万亿]+")
_LONE_LEAD = re.compile(r"(?:近|上|逾|超|过|约|数|几|达|超过|突破|不足|不到)\s*$")


def titles_of(folded: str) -> tuple[tuple[int, int], ...]:
    """Places of the titles of documents 《…》, whose figures are names."""
    if "《" not in folded:
        return ()
    return tuple(found.span() for found in _TITLE.finditer(folded))


def is_no_figure(
    text: str, folded: str, found: re.Match[str], unit: str, bound: Bound,
    titles: tuple[tuple[int, int], ...], *, ranged: bool,
) -> bool:  # fmt: skip
    """Whether a match of the grammar is a date, a name, an address or an idiom after all."""
    start, end = found.start(), found.end()
    title = bisect_right(titles, start, key=lambda span: span[0]) - 1
    if title >= 0 and start < titles[title][1]:
        return True
    if found["number"] is None:
        return _is_word(folded, found)
    number = found["number"]
    if not _written_in_digits(text[start:end], number) or _is_address(text, folded, start):
        return True
    if not unit and not _stands_alone(found, ranged=ranged):
        return True
    if _is_code(folded, found, unit, ranged=ranged) or _is_date(folded, found, unit, bound):
        return True
    chinese = not number[0].isdigit()
    return chinese and _is_idiom(folded, found, unit, bound)


def _is_word(folded: str, found: re.Match[str]) -> bool:
    """十分之, 一半 as an adverb (一半是…), a date written 3/5 behind a year."""
    before = folded[max(0, found.start() - 4) : found.start()]
    if found["slash"]:
        return bool(_CODE_BEFORE.search(before) or re.search(r"第\s*$|年\s*$", before))
    return bool(re.search("第$", before))


def _written_in_digits(written: str, number: str) -> bool:
    # Folding makes 1 of ① and 2 of ²: a list mark is no number.
    return (
        not number[0].isdigit() or next((c for c in written if c not in "+-＋－"), "").isdecimal()
    )


def _is_address(text: str, folded: str, start: int) -> bool:
    before = folded[max(0, start - 24) : start]
    if re.search(
        r"(?:第|(?<![以之此目年月日天])前)\s*(?:[一二三四五六七八九十\d]+个)?$", before
    ) or _ORDINAL_LIST.search(before):
        return True
    if start and text[start - 1] in "“‘「『" and re.search("[”’」』]", text[start : start + 13]):
        return True
    return start > 0 and text[start - 1] in "〔[【"


def _stands_alone(found: re.Match[str], *, ranged: bool) -> bool:
    """A range of decimals says something without a unit: 0.95到1.05; so does 10万 and 3亿."""
    decimals = ranged and "." in found["number"] and "." in found["upper"]
    last = found["upper"] if ranged else found["number"]
    scaled = re.search(r"\d[\d.]*\s?[多余]?(?:万亿|万|亿)$", last)
    clear = re.search(r"[^万亿](?:万万|万|亿)$", last) and _CLEAR.match(found.string, found.end())
    return bool(decimals or scaled or clear)


def _is_code(folded: str, found: re.Match[str], unit: str, *, ranged: bool) -> bool:
    """H2018, 5G, 7×24小时, 1.2.3, 010-12345678."""
    start = found.start("number")
    if found["number"][0].isdigit():
        if _CODE_BEFORE.search(folded[max(0, start - 4) : start]) and not found["sign"]:
            return True
        after = found.end("number")
        if not ranged and not unit and _CODE_AFTER.match(folded, found.end()):
            return True
        return bool(re.match(r"\s?[×*]|[·:]\d|\.\d", folded[after : after + 3]))
    return False


def _is_date(folded: str, found: re.Match[str], unit: str, bound: Bound) -> bool:
    number, before = found["number"], folded[max(0, found.start() - 12) : found.start()]
    if unit == "年":
        digits = re.fullmatch(r"(?:1[89]|20|21)\d{2}|0\d", number)
        return bool(
            digits or _DIGITS_ONLY.fullmatch(number) or re.search(r"(?<![以之])[上下]$", before)
        )
    if unit == "月":
        return True
    if unit == "日":
        # In Chinese numerals a day has its month before it: 羁押一日折抵刑期二日 are spans.
        small = bound in ("exact", "about") and number[0].isdigit()
        small = small and not _PERIOD_DAY.search(before)
        return bool(re.search(r"[年月初]\s*$", before)) or small
    return unit == "分" and bool(re.search(r"[时点]\s*$", before))


def _is_idiom(folded: str, found: re.Match[str], unit: str, bound: Bound) -> bool:
    number, start = found["number"], found.start()
    before, after = folded[max(0, start - 16) : start], folded[found.end() : found.end() + 8]
    if unit in ARABIC_ONLY or _DIGITS_ONLY.match(number):
        return True
    if unit == "分" and number.endswith("百") and after[:1] in ("几", "多", "比", "率"):
        return True
    if _LONE.fullmatch(number):
        return not (_LONE_LEAD.search(before) or found["more"])
    if number == "半" and re.search(r"[上下前后大过多小]$", before):
        return True
    if bound == "exact" and _is_one(number, unit, before, after):
        return True
    if bound == "exact" and re.search(
        r"(?:[一二三四五六七八九十百千万统唯之每任某另同单头其]|[一两二三四五六七八九十]个)$",
        before,
    ):
        return True
    return unit in _COUNTING and bool(_STRUCTURE.match(after))


def _is_one(number: str, unit: str, before: str, after: str) -> bool:
    """一个, 一批, 二类, 二元结构: an article, an ordinal or a name rather than a count; 一倍, 二年 and
    二日 are counts, and so is what is told of each (每季度一次) or of a term (折抵刑期一日)."""
    if _REPEATED.search(before) or _TERM_OF.search(before):
        return False
    if number == "二":
        return unit not in _OF_TWO or bool(_SECOND.match(after))
    return number == "一" and unit not in ("倍", "番", "%", "万元", "元", "个百分点", "百分点")
