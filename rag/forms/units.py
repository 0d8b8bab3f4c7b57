"""Units: whether a figure's unit is the one that a question asks for."""

from __future__ import annotations

import re

from rag.question import ParsedQuestion

_SOME = "(?<![这那好近前])"
"""Behind these 几 is some: 这几年 asks for no years."""
_PERCENT_ASKED = re.compile(r"率|比例|比重|占|百分|几成|可用性|几个点|[^速]度(?!过)|增长|增幅|%")
_NUMBER_ASKED = re.compile(
    r"(?:多少|几)[个名人项次条套件例起票份期批种座家]|总数|数量|总量|总额|金额|人数|规模"
)
_SIZED = "吨|元|人次|人|名|国家|小时|分钟|天|日|年|周岁|岁|个月|月|票|倍|座|家|次|起|件|例|期|份|批次|钱|台|架|艘|辆|所|案|亩|公顷|公里|平方米|平方公里|立方米|斤|公斤|千瓦|户"
_SIZE_ASKED = re.compile(
    rf"(?:多少|{_SOME}几)(?:个)?(?:(?:[百千十]?[万亿]|万亿|百|千)(?={_SIZED}))?(亿|万|{_SIZED})"
)
_DURATION_ASKED = re.compile(r"多久|多长时间|多长|期限(?:是|为|有)?(?:多|几)")
_DURATION = re.compile(r"[年月日天周]|小时|分钟|秒|星期|季度")
_KIN: dict[str, tuple[str, ...]] = {
    "人": ("人", "名"), "名": ("人", "名"), "人次": ("人次", "人", "名"), "亿": ("亿", "元"), "元": ("元",), "钱": ("元", "倍"),
    "国家": ("个", "国家"), "日": ("日", "天"), "天": ("日", "天"), "座": ("座", "个"), "岁": ("岁",), "周岁": ("岁",),
    "案": ("起", "件", "宗", "案"), "家": ("家", "个"), "所": ("所", "个", "座", "家"), "台": ("台", "套", "个"), "万": ("",), "月": ("月",), "年": ("年", "月"),
}  # fmt: skip
_ORDINALS = ("级", "届")
"""Units that name a rank or a kind rather than how many: 三级实验室 are not three."""
_RATE_ASKED = re.compile(r"率|比例|百分|占比|几成|比重")
_UNIT_ASKED = re.compile(
    rf"(?:多少|{_SOME}几)(?:[百千]?[万亿](?=亩|吨|元|人|户))?(亩|名|人|个|项|次|套|件|例|起|票|份|期|种|类|天|年|个月|小时|国家|亿|万|吨|元|倍|大类|批)"
)
_PEOPLE = frozenset({"名", "人", "人次"})


_MONEY_ASKED = re.compile(
    r"(?:多少|几个?)(?:万|亿|千|百)?(?:元|块|的)?(?:钱|经费|资金|投资|预算|费用?|款|税款?)|(?:花|投|拨|缴|征|补[缴交发贴])了?多少(?!人|个|家|次|项|年|天)|[\u4e00-\u9fff](?!名)[\u4e00-\u9fff]额(?:是|有|达|为|$|[?。])"
)
_MONEY = re.compile(r"元|块|镑|法郎|倍|^$")
_THINGS_ASKED = re.compile(r"(?:多少|(?<!第)几)个(?!人|月|小时|工作日|百分点|大类|点)")
_NO_THINGS = re.compile(r"[%吨元人名期份票起例岁天]|小时|分钟|百分点|人次|公里|平方")
"""Units that count no things: 几个 asks for none of them."""


def asks_money(question: ParsedQuestion) -> bool:
    """Whether a sum of money is asked for."""
    return bool(_MONEY_ASKED.search(question.folded))


def unit_allowed(question: ParsedQuestion, unit: str) -> bool:
    """Whether a figure of this unit can answer the question at all.

    A percentage does not answer a question for a number; one for 亿, 人 or 天 wants that unit.
    """
    if unit == "%" and _NUMBER_ASKED.search(question.folded):
        return bool(_PERCENT_ASKED.search(question.folded))
    if unit in _ORDINALS and f"几{unit}" not in question.folded and "多大" not in question.folded:
        return False
    if _MONEY_ASKED.search(question.folded) and not _MONEY.search(unit):
        return False
    if _THINGS_ASKED.search(question.folded) and _NO_THINGS.search(unit):
        return False
    asked = _SIZE_ASKED.search(question.folded)
    if _DURATION_ASKED.search(question.folded):
        return bool(_DURATION.search(unit))
    if asked is None:
        return True
    return any(kin in unit for kin in _KIN.get(asked[1], (asked[1],)))


def unit_fit(question: ParsedQuestion, unit: str, stated: str = "") -> float:
    """How well a unit fits the one asked for, or the one `stated` with a claim, in [-0.12, 0.14]."""
    folded, unit = question.folded, unit.lstrip("多余")
    if _RATE_ASKED.search(folded):
        return 0.12 if "%" in unit or "百分" in unit else -0.12
    asked = _UNIT_ASKED.search(folded)
    if asked is None:
        # 12个月 in a question is read as 12个
        return 0.14 if unit and stated and (unit.startswith(stated) or stated in unit) else 0.0
    word = asked[1]
    if word == unit or (word in _PEOPLE and unit in _PEOPLE) or word in unit:
        return 0.14
    if word == "国家":
        return 0.1 if unit == "个" else -0.1
    return -0.12
