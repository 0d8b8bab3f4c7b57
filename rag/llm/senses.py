"""Words whose exchange turns a sentence round: a sentence may not say one that its source does not.

A rewording keeps most words of its source; what makes it false is often one of these.
"""

from __future__ import annotations

import re

_CLASSES = (
    "增加|增长|提高|提升|上升|扩大|升至|上调|翻番|增至",
    "减少|下降|降低|缩小|缩短|降至|下调|压缩|削减|放缓|减弱|减至",
    "应当|必须|应该|一律|强制|(?<![无])须",
    "可以|允许|有权|鼓励|自愿|可(?=[自向申在以])",
    "不得|禁止|严禁|不准|不许|不可|不应",
    "以前|之前|年底前|月底前|日前",
    "以后|之后|年后",
    "(?<!出)进口",
    "(?<!进)出口(?!岸)",
    "境内|国内",
    "境外|国外|海外",
    "最高|最多|最大|最长|最早|首个|首次|唯一|第一(?![条章节篇部项款])",
    "最低|最少|最小|最短|最晚",
    "全部|所有|一切|任何|全体",
    "部分|个别|少数|多数|半数",
    "已经|已(?=[完建实达取全基])|业已",
    "因为|由于|因此|所以|导致|致使|从而",
    "每年|年均|逐年",
    "每月|月均",
    "每日|每天|日均",
    "每周",
    "免费|免除|免于|豁免",
    "收费|缴纳|征收",
    "有效|生效|施行",
    "无效|失效|废止|作废",
    "预期性",
    "约束性",
)
_PATTERNS = tuple(re.compile(words) for words in _CLASSES)
_NO_NEGATION = re.compile(
    r"不(?:少于|低于|小于|超过|高于|大于|多于|断|仅|同|只|限于|动产|锈钢|可抗力)|未来|无(?:人|纸|障碍|缝|线|偿|害化|感)"
    r"|非(?:法|传统|洲|物质|遗|典|税)|没收|莫"
)
_NEGATION = re.compile(r"不|未|没有|无(?!论)|并非|不是|禁止|严禁|停止|取消|免除|拒绝|非(?!常)")
_NEGATED = re.compile(r"(?:不|未|没有|无需|无须|并非|禁止|严禁|取消|停止).")


def foreign_sense(said: str, source: str) -> str:
    """The first sense that a folded clause states and its folded source does not; "" for none."""
    for pattern in _PATTERNS:
        found = pattern.search(said)
        if found and not pattern.search(source):
            return found[0]
    return next((n for n in _NEGATED.findall(_bare(said)) if n not in source), "")


def turns_the_sense(word: str) -> bool:
    """Whether a word is one of those that turn a sentence round: it does not tell what it is about."""
    return bool(_NEGATED.search(word)) or any(p.search(word) for p in _PATTERNS)


def is_negative(folded: str) -> bool:
    """Whether a clause denies something; 不少于, 无人机 and the like deny nothing."""
    return bool(_NEGATION.search(_bare(folded)))


def _bare(folded: str) -> str:
    return _NO_NEGATION.sub("", folded)
