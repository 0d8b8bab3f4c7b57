"""Which words of a question name its subject."""

from __future__ import annotations

import re

from rag.question import ParsedQuestion

_WEAK = frozenset(
    "规划 文件 方案 文章 报道 年度 工作 发展 建设 加强 推进 目标 指标 达到 完成 实现 计划 时候 "
    "特点 特征 含义 做法 进展 一个 两个 三个 四个 五个 六个 七个 八个 九个 十个 安排 现在 目前 如今 已经 "
    "百分比 数值 数字 名称 全称 题目 标题 "
    "内容 部分 项目 问题 方面 提到 提出 国家 全国 到底 怎么 做法 办法 措施 举措 要求 规定 这个 那个 公布".split()
)
"""Words of the documents' everyday vocabulary: kept only when nothing else is left."""


_COUNTED = re.compile(r"[一二三四五六七八九十两]个?|\d+")
"""Bare numbers: they name no subject."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?|[万亿]+元?")
"""Bare figures and what they are counted in."""


_COUNTED_NAME = re.compile(
    r"[两三四五六七八九十](?:个(?!月|小时|星期|工作日|百分点)|大|级)[\u4e00-\u9fff]{2}"
)
"""Names that begin with a number, such as 四个转变: their parts are everyday words."""
_YEARS = re.compile(
    r"(?<![\da-z])(?:19|20)\d{2}年?|《[^》]*》|[\"']?十[一二三四五六七八九]五[\"']?(?:时期|期间)?"
)


_DIGITAL = re.compile(r"数字(?=[\u4e00-\u9fff])")
"""数字 right before another word names a thing (数字档案), else it asks for a figure."""


def subject_terms(question: ParsedQuestion) -> list[str]:
    """Content words without years, bare numbers, document names and everyday words."""
    bare = question.without(_YEARS)
    weak_here = _WEAK - {"数字"} if _DIGITAL.search(bare.core) else _WEAK
    strong = [t for t in bare.terms if t not in weak_here and not _NUMBER.fullmatch(t)]
    named = _COUNTED_NAME.findall(bare.core)
    strong += [p for p in named if p not in strong and p[-2:] not in _WEAK]
    weak = [t for t in (*bare.terms, *question.terms) if not _COUNTED.fullmatch(t)]
    return strong or list(dict.fromkeys(weak))


def is_weak(term: str) -> bool:
    """Whether a word belongs to the everyday vocabulary of documents and names no subject."""
    return term in _WEAK or bool(_COUNTED.fullmatch(term))
