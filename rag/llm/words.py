"""The words of a sentence that must stand in its source: those of reporting and of grammar need not."""

from __future__ import annotations

import re
from functools import lru_cache

from index.numerals import NUMERAL
from index.quantities.units import UNIT
from index.words import content_words

_REPORTING = frozenset(
    "提出 明确 指出 规定 要求 强调 说明 表示 介绍 写明 提到 载明 列出 确定 设定 设置 安排 规划 文件 材料 原文 "
    "文中 内容 方面 主要 具体 包括 包含 涵盖 涉及 分为 分别 其中 以下 如下 如下几 下列 上述 几个 几项 几方面 三个 "
    "两个 四个 五个 六个 一是 二是 三是 四是 五是 六是 首先 其次 再次 最后 此外 另外 同时 还有 还要 还将 并将 "
    "以及 并且 而且 或者 通过 根据 按照 依据 依照 对于 关于 针对 围绕 作为 属于 称为 即为 就是 也就 也就是 "
    "就是说 总体 总体来 来说 来看 而言 之一 达到 达 达成 实现 完成 目标 目标值 指标 数量 数值 数据 为止 共有 "
    "一共 总共 合计 共计 总计 需要 将要 要将 应该 能够 进行 开展 实施 推进 做好 采取 措施 举措 做法 方式 "
    "方法 内 情况 方向 重点 任务 工作 要点 时间 期间 时期 名称 具体来说 具体而言 具体包括 可达 可以达到 达到了 一方面 另一方面 包括了 还包括 主要有 一项 一个 各项 各类 相关 有关 该项 该条 "
    "本条 本章 本节 本法 条例 规范性 简单 概括 总结 归纳 即 答 答案 问题 结论 以上 左右 期末 年底 末 "
    "届时 到 至 由 已 约 超过 不少于 不低于 至少 大约 以内 水平 左右的 提高到 增加到".split()
)
"""Words with which a sentence reports; what changes the sense is compared in `senses`."""

_NUMBER = re.compile(rf"(?:百分之)?(?:[\d.,万亿%]|{NUMERAL})+(?:{UNIT})?|{NUMERAL}+个?(?:方面|点)")


@lru_cache(maxsize=4096)
def substance(text: str) -> tuple[str, ...]:
    """Content words of a text that its source must hold, each once, in order; no bare numbers."""
    words = dict.fromkeys(content_words(text))
    return tuple(w for w in words if w not in _REPORTING and not _is_number(w))


def _is_number(word: str) -> bool:
    """Whether a word is a figure, with a unit or without: figures are compared as figures."""
    return bool(_NUMBER.fullmatch(word))
