"""Words for parts of documents (章, 节, 专栏 …): which nodes they mean, and how parts are named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Node, Outline, heading
from rag.question import ParsedQuestion
from rag.structure.addresses import Address

PART_WORDS = (
    r"小标题|专栏|章节|(?<![规文徽勋印违宪奖])章(?!程)|大?部分|小节|(?<![环情细调季礼关枝时])节(?!点|约|省|选)|条款"
    r"|(?<![线头面])条(?!件|例|约|目)|(?<!改)编(?!制|辑|写)|篇(?!文章|报道|新闻)|工程(?!师|院|技)|项(?!目)"
)
PART_WORD = re.compile(PART_WORDS)
HEADED = ("part", "chapter", "section", "box")
"""Kinds of parts that have a heading of their own."""
BEFORE = "(?<!时候)(?<!何时)(?<!多久)之前"
"""之前 of a place, in a pattern: 什么时候之前 asks for a time."""
_CONTENT = re.compile(
    r"讲|说|写|内容|规定|是什么|是啥|什么意思|原文|全文|具体|介绍|关于什么|展开|详细|提出|任务|要点|概括|总结|主要"
)
BARE_WORDS = frozenset(
    "工程 名称 标题 题目 全文 原文 部分 章节 主题 专栏 小节 条款 文件 规划 方案 全部 详细 介绍 展开 总结 概括 "
    "属于 下面 底下 包含 包括 对应 设有 下设 一共 总共 所有 只有 仅有 就有 "
    "重点 要点 任务 里面 后面 前面 这一 一条 一章 一节 那条 这条 到底 地方 ".split()
)


def node_kinds(word: str, outline: Outline) -> tuple[str, ...]:
    """Node kinds that a word for parts means in this document."""
    present = {n.kind for n in outline.nodes}
    if word in ("专栏", "工程"):
        return ("box",)
    if word in ("章", "部分", "大部分", "小标题"):
        return ("chapter",)
    if word in ("编", "篇"):
        return ("part",)
    if word in ("项", "点", "小项", "小点"):
        return ("item", "row")
    if word in ("条", "条款"):
        return ("article",) if "article" in present else ("section",)
    if word == "章节":
        return ("chapter", "section")
    if word == "款":
        return ("paragraph",)
    return ("section",) if "section" in present else ("article",)


def are_parts(holder: str, word: str) -> bool:
    """Whether two words are for parts and parts of them: 工程 are counted in 项, 条款 in 条."""
    own = holder.removeprefix("小") == word.removeprefix("小")
    return holder not in ("工程", "条款", "章节", "项") and not own


def kind_word(nodes: Sequence[Node]) -> str:
    """The word that the parts are counted with: that of their numbers (第三章), else of their kind."""
    written = re.match(r"第.+([章节条编篇])$", nodes[0].number)
    if written:
        return written[1]
    words = {
        "chapter": "部分",
        "section": "节",
        "article": "条",
        "box": "专栏",
        "item": "项",
        "row": "项",
        "part": "编",
    }
    return words.get(nodes[0].kind, "部分")


def counted(word: str) -> str:
    """A word for parts behind a number: “3章”, “3个专栏”, “3个部分” also for 大部分."""
    word = word.removeprefix("大")
    return (
        word
        if word in ("章", "节", "条", "编", "篇", "项", "款", "点")
        else f"个{word}"
        if word
        else "个部分"
    )


def name_of(node: Node) -> str:
    return heading(node) if node.title else node.label


def blanked(question: ParsedQuestion, addresses: tuple[Address, ...]) -> str:
    """The folded question with its addresses blanked out."""
    folded = question.folded
    for a in addresses:
        folded = folded[: a.start] + "§" * (a.end - a.start) + folded[a.end :]
    return folded


def rest_terms(question: ParsedQuestion, addresses: tuple[Address, ...]) -> list[str]:
    """Content words of the question outside its addresses and the names of documents."""
    rest = ParsedQuestion(blanked(question, addresses).replace("§", " "), question.names)
    return [
        t
        for t in rest.terms
        if t not in BARE_WORDS and not _CONTENT.fullmatch(t) and not re.fullmatch(r"\d+年?", t)
    ]
