"""The words of a question that can name a row, without those of reckoning and of asking for goals."""

from __future__ import annotations

import re

from rag.question import ParsedQuestion

GENERIC = frozenset(
    "目标 指标 数值 目标值 数量 年份 规划 主要 达到 完成 实现 现在 目前 计划 属性 性质 类型 个数 "
    "平均 实际 至少 起码 最少 这项 那项 这条 那条 下来 一项 一条 "
    "国家 地区 增加 增长 提高 减少 下降 降低 缩短 相比 比例 总量 属于 预期 约束 那么 水平 几年 五年 年内 年底 底前".split()
)
SAYING = re.compile(
    r"百分[比数率号制]|百分之(?:几|多少)|几?个?百分点|保留[^,?]{0,6}小数|增长率|增幅|几倍|倍数|最低|最高|大约|分别|相差|加起来|之和|合计|从几个|到几个|年数|这一行|数据|(?:哪个|谁)(?:更|比较)?[多大高少小低]|更[多大高少小低]|高出|多出|净增|新增|属性|性质|单位"
)
"""Words of reckoning: they name no indicator."""
_NUMBERED = re.compile(r"(?:19|20)\d{2}年?|专栏\s*\d+|第\d+项?|\d[\d.]*(?:万亿|[万亿])元?")


def row_terms(question: ParsedQuestion) -> list[str]:
    """Content words of the question that name the indicator."""
    bare = question.without(_NUMBERED).without(SAYING)
    return [t for t in bare.terms if t not in GENERIC and not t.isdigit() and "年" not in t]
