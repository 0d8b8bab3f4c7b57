"""Measures asked for: per cent, days, acres, a level, a term, and of what a text gives such a figure.

A figure of another measure answers nothing: no level is told by how much a thing fell, no term by the
day until which something is decided, no number of things by the number of papers.
"""

from __future__ import annotations

import re

from rag.evidence.kinds import NUMBER, Kind, first_absent

_SPAN = rf"{NUMBER}(?:多|余)?(?:个)?(?:半)?(?:工作日|[年月日天周]|星期|小时|分钟|周年)"
_KINDS = (
    Kind(
        re.compile(r"百分之(?:几|多少)(?![和与])"),
        re.compile(r"%|百分|分之|成(?![立为员本果效])|一半|过半|全部|全覆盖|比例|比重|1/\d"), "所问的比例",
    ),
    Kind(
        re.compile(r"[千万]分之(?:几|多少)"), re.compile(r"分之|%|‰|‱"), "所问的比例",
    ),
    Kind(
        re.compile(r"(?<!这)(?<!好)(?:几|多少)倍"), re.compile(r"倍|翻|百分|%|分之"), "所问的倍数",
    ),
    Kind(
        re.compile(r"(?:几|多少)个?百分点"), re.compile(r"%|百分|个点"), "所问的幅度",
    ),
    Kind(
        re.compile(r"[\u4e00-\u9fff](?<![频汇心功速税费])(?<!容积)(?<!分辨)率(?:现在|目前|到底|究竟|大概|要|应|该|得)*(?:是|为|有|达到?|到)*(?:多少|几)"),
        re.compile(r"%|百分|分之|成(?![立为员本果效])|一半|倍|全部|全覆盖|\d[比:]\d|[\d一二三四五六七八九十]分|‰|千分|万分"), "所问的比率",
    ),
    Kind(
        re.compile(r"(?:几|多少)分(?![之钟类级工])|满分(?:是|为)?(?:多少|几)"),
        re.compile(rf"{NUMBER}分(?![之钟类级工])"), "所问的分数",
    ),
    Kind(
        re.compile(r"(?:分|有|共|设|哪)(?:成|为|了)?几(?:个)?[等级](?![教别以])|几等|多少个?(?:等级|级别|级)"),
        re.compile(rf"(?:{NUMBER}|[甲乙丙高中初低])(?:个)?[等级]|级别|等级|、[^,;。:]+[、和与及]"), "所问的等级",
    ),
    Kind(
        re.compile(r"(?<![这那近前后过头哪十隔没])几(?:天|个?工作日)(?!前|后)|多少(?:天|个?工作日)"),
        re.compile(rf"{NUMBER}(?:多|余)?(?:个)?(?:半)?(?:工作日|[日天周](?!岁)|星期|小时|月(?!工资|平均))|当[日天]|立即|及时|即时|随时|[每次]日"), "所问的天数",
    ),
    Kind(
        re.compile(r"(?:满|待|干|做|呆|判|关|签|管|保存|有效期|任期|为期|期限)[^,?]{0,4}(?<![这那近前后过头哪])(?:几|多少)(?:个)?[年月](?!级|前|来)"),
        re.compile(rf"{_SPAN}|终身|永久|长期|届"), "所问的年限",
    ),
    Kind(
        re.compile(r"(?:哪|什么)(?:一?个)?(?:职[位务]|岗位)(?!的人)"),
        re.compile(r"[\u4e00-\u9fff](?:长|主[席任]|书记|理事|委员|代表|专员|总干事|干事|参赞|职员)(?!会|制|大会)"), "所问的职务",
    ),
    Kind(
        re.compile(r"公式"), re.compile(r"公式|[=÷×]|乘以|除以|之[和比差积]|计算方法"), "所问的公式",
    ),
)  # fmt: skip
_UNIT = re.compile(
    r"(?<![这那近好])(?:几|多少)(?:十|百|千|万|亿)*(?P<unit>亩|公顷|公里|吨|公斤|平方米|千瓦|立方米|海里|厘米|毫米|米(?![粉面饭])|分贝|毫升)"
)
_ALIKE = {"亩": "亩|公顷", "公顷": "亩|公顷", "吨": "吨|公?斤", "公斤": "吨|公?斤"}
"""Units that measure the same thing."""
_THINGS = "个家座处所户项类种国条套支省县村"
_COUNTED_WITH = {
    **dict.fromkeys("台艘辆架支套", "台艘辆架支套个"),
    **dict.fromkeys("份张件部项枚把只", "份张件部项个枚把只"),
    "种": "种类项款",
}
"""Measure words that count the same things as one of them; those of _THINGS for any other."""
_COUNTED = re.compile(
    r"(?<!第)(?<!哪)(?<!这)(?:几百?|多少)(?P<unit>(?P<any>个(?!人|\d)|处|种)|[家座所支台艘辆张份只架枚把])(?!月|小时|百分点|工作日|部分|方面|点|字|[\"']|[章节条款编])"
)
_SEVERAL = re.compile(r"、[^,;。:]+[、和与及]")
"""Three things or more."""
_TO_LEVEL = re.compile(
    r"(?:压|降|减|缩短?|提高?|升|增|涨)(?:缩|低|少|短|高|加|升)?(?:到|至|成)了?[^,?]{0,8}(?:几|多少)"
)
_CHANGE = re.compile(
    r"(?:压缩|降低|减少|缩短|提高|增长|下降|增加|提升|上升|降)了?[\u4e00-\u9fff]{0,3}\d"
)
_LEVEL = re.compile(
    r"[压降减缩提升增涨达控保扩缩短高低少加长制持大展][到至为在]|达|不(?:超过|低于|少于|高于)|超过|[为是]\d|以内"
)
_LASTING = re.compile(
    r"最[长多久][^,?]{0,6}(?:取|关|押|拘|签|租|休|判|坐|待|留|用|管|停|保|存|续)(?:多久|多长|几|多少)"
)
_DEADLINE = re.compile(
    r"[^,;。]*?以?内(?!的)[^,;。]{0,14}?(?:作出|决定|通知|提出|送达|告知|报[请送]|移送|办理|登记|公布|答复|起诉|交付|提请)"
)
"""A day until which something is done, which is no term."""
_AGE = re.compile(
    r"(?:多大(?:岁数|年纪|年龄)?|几岁|多少岁)[\u4e00-\u9fff]{0,4}?(?P<act>退休|结婚|上学|入学|读书|投票|选举|当兵|入伍|参军)"
)
_OF_ACT = {
    "退休": "退", "结婚": "婚", "上学": "学", "入学": "学", "读书": "学", "投票": "选",
    "选举": "选", "当兵": "兵役伍", "入伍": "兵役伍", "参军": "兵役伍",
}  # fmt: skip
"""An act that an age is asked for, with the characters one of which is in every word for it."""


def lacking_measure(asked: str, text: str, *, points: int) -> str:
    """The measure that a folded question asks for and a folded answer, which lists `points` points,
    gives none of, in words for a refusal; "" when it lacks none."""
    if absent := first_absent(_KINDS, asked, text):
        return absent
    if (unit := _UNIT.search(asked)) and not _has_unit(unit["unit"], text):
        return "所问的数字"
    if points < 2 and (counted := _COUNTED.search(asked)) and not _counts(counted, text):
        return "所问的数量"
    if _TO_LEVEL.search(asked) and _CHANGE.search(text) and not _LEVEL.search(text):
        return "所问的水平"
    if _LASTING.search(asked) and not re.search(_SPAN, _DEADLINE.sub("", text)):
        return "所问的期限"
    if (age := _AGE.search(asked)) and not re.search(f"[{_OF_ACT[age['act']]}]", text):
        return "所问的年龄"
    return ""


def _has_unit(unit: str, text: str) -> bool:
    """Whether a text has a number of a unit or of one that is alike, or a share."""
    either = _ALIKE.get(unit, unit)
    return bool(re.search(rf"{NUMBER}(?:多|余)?(?:{either})|%|百分|倍", text))


def _counts(counted: re.Match[str], text: str) -> bool:
    """Whether a text has a number of things such as are counted, or names three of them."""
    kin = _COUNTED_WITH.get(counted["unit"], _THINGS)
    number = rf"{NUMBER}(?:多|余)?(?:万|千|百)?(?:多|余)?\s*(?:-|至|到)?{NUMBER}*(?:大)?"
    found = re.search(rf"{number}[{kin}](?!小时|月|百分点|工作日|方面|部分)|{number}名|若干", text)
    return bool(found or (counted["any"] and _SEVERAL.search(text)))
