"""The question as a parsed object: what is asked, about which words, years, figures and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from index.documents import Span
from index.folding import fold
from index.numerals import NUMERAL, parse_numeral
from index.words import content_words
from rag.errors import EmptyQuestion, QuestionTooLong

LENGTH_LIMIT = 2000
"""Longest question, in characters."""

Want = Literal[
    "quantity", "count", "time", "who", "where", "list", "define", "how", "check", "plain"
]

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_YEAR = re.compile(r"(?<![\da-z.])((?:19|20)\d{2})(?:年|(?!\d|[a-z%个项人名条]))")
_QUOTED = re.compile(r'"([^"]{1,40})"|《([^《》]{1,60})》|\'([^\']{1,40})\'')
_LATIN = re.compile(r"[a-z][a-z0-9\-]*[a-z0-9]|\d+[a-z]+")
_UNITS = (
    "大类|万亿元|亿元|万元|人次|国家|百分点|[个名人项次套件例起票份期批种类倍年月天日元条章节座家]"
)
_FIGURE = re.compile(rf"(\d+(?:\.\d+)?(?:万亿|亿|万)?)\s*(%|{_UNITS})?")

_WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    ("time", re.compile(r"什么时候|何时|哪[一几]?年|几几年|哪[一几]?[天日月]|几月|几点(?!建议|意见|要求|内容|措施)|几时|什么时间|哪个年份|多久")),
    ("count", re.compile(r"(?:一共|总共|共有|共|有|包括|分|列|设|多达|提出)了?(?:几|多少)[个项条章节点种类大部]|几[个项条章节点种类大](?!月)|多少(?:章|节|专栏|指标)")),
    ("quantity", re.compile(r"多少|几[名人次倍成万套年天日周]|几个?(?:工作日|小时|月)|多长时间|多久|多大|多高|多长|比例|[占率]是|百分之几|几成|(?:目标值?|数值|数字|指标值)(?:是|为)")),
    ("who", re.compile(r"谁|哪位|什么人|哪个(?:部门|单位|机构|组织)|由哪|作者|哪家")),
    ("where", re.compile(r"在哪[里儿]?|哪个地方|哪些地方|什么地方|何处")),
    ("list", re.compile(r"哪些|哪[几二两三四五六七八九十\d]+|分别|有什么|包括什么|包含什么|列出|列举|都有|几方面|名单|哪五|什么内容|哪方面")),
    ("define", re.compile(r"什么是|是什么|什么叫|指什么|指的是|是指|什么意思|何谓|含义|定义|是啥")),
    ("how", re.compile(r"怎么|怎样|如何|咋|措施|办法|做法|举措|方式|途径|要求|干什么|做什么|做些什么|干啥")),
    ("check", re.compile(r"对吗|对不对|是吗|是不是|对么|是否|吗[??]?$|没错吧|正确吗|对吧|有没有|吧[??。!]*$")),
)  # fmt: skip

_MEASURE = re.compile(
    r"(?:[^效速心]率|比例|比重|人数|数量|总额|总数|规模|次数|金额|产量|目标值)\s*[??]?$"
)
"""A subject that is a measure asks for its figure, also without a word of asking."""
_ASKING = re.compile(
    r"请问|请教|还是|列成表格?|做成表格?|列个表|用表格|麻烦|告诉我|帮我|查一下|查查|查询|我想知道|想知道|我想问|想问一下|想了解|了解一下|介绍一下|说一下|说说|讲讲|"
    r"一下|到底|究竟|具体|大概|主要|应该|可以|需要|能否|能不能|根据|按照|规划里|规划中|文件里|文件中|文中|里面|当中|其中|"
    r"关于|对于|有关|请|是多少|有多少|多少|什么时候|何时|几点|几时|哪一年|哪年|哪几年|几年|哪些|哪个|哪几个|哪几|哪|"
    r"有没有|是不是|是否|对吗|对不对|对吧|是吗|没错吧|吗|呢|吧|啊|嘛|么|呀|什么是|是什么|什么叫|叫什么|什么意思|指什么|指的是|是指|什么|"
    r"意思|含义|定义|为止|提到过|提到|怎么样|怎么|怎样|如何|咋样|咋|为什么|为何|有哪几|有几|几[个项条名人种类次天日年月班件份章节倍成点位家座期办届轮部册卷只台辆艘种层级步句]|来着|最多|最高|最少|分别|一共|总共|共有|都有|列出|列举|"
    r"谁|哪位|哪里|多大|多高|多长|多久|要求|规定了|规定|提出了|提出|要|会|将|的话|方面|内容|情况|名单|数量|数字|"
    r"[,。、;:?!()\[\]<>·~…—\"'“”‘’《》]"
)


@dataclass(frozen=True)
class ParsedQuestion:
    """A stand-alone question taken apart. `folded` is `fold(text)`; `core` lacks the asking words.

    `names` are the places of names of documents: they say where to look, not what for.
    """

    text: str
    names: tuple[Span, ...] = ()

    @cached_property
    def folded(self) -> str:
        """Comparable form of the text, of the same length."""
        return fold(self.text)

    @cached_property
    def core(self) -> str:
        """The folded text without names of documents and words of asking: parts by single spaces."""
        return re.sub(r"\s+", " ", _ASKING.sub(" ", self.subject)).strip()

    @cached_property
    def subject(self) -> str:
        """The folded text with the names of documents blanked out, of the same length."""
        blanked = self.folded
        for start, end in self.names:
            blanked = f"{blanked[:start]}{' ' * (end - start)}{blanked[end:]}"
        return blanked

    def without(self, pattern: re.Pattern[str]) -> ParsedQuestion:
        """The question with all matches of a pattern blanked out, places unchanged."""
        text = pattern.sub(lambda m: " " * len(m[0]), self.folded)
        return ParsedQuestion(text, self.names)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Content words of the core, each once, in order; its parts themselves when it has none."""
        words = dict.fromkeys(t for part in self.core.split() for t in content_words(part))
        return tuple(words) or tuple(dict.fromkeys(p for p in self.core.split() if len(p) > 1))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years named, in order."""
        return tuple(dict.fromkeys(int(y) for y in _YEAR.findall(self.folded)))

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """Names in quotation marks or 《》, folded."""
        return tuple(a or b or c for a, b, c in _QUOTED.findall(self.folded))

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """Latin words and codes, lower case: aeo, h2018, 5g."""
        return tuple(dict.fromkeys(_LATIN.findall(self.folded)))

    @cached_property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Figures that the question itself states, as (number, unit); years and addresses are none."""
        bare = re.sub(rf"第(?:\d|{NUMERAL})+|专栏\s*\d+|\(\d+\)", " ", _YEAR.sub(" ", self.folded))
        bare = re.sub(r"[a-z]+[\d\-]+[a-z]*|\d+[a-z]+", " ", bare)
        return tuple((n, u) for n, u in _FIGURE.findall(bare))

    @cached_property
    def wants(self) -> frozenset[Want]:
        """What kinds of answer the wording asks for; empty when it only names a subject."""
        found = {want for want, pattern in _WANTS if pattern.search(self.folded)}
        if not found and self.figures and self.folded.endswith("?"):
            found.add("check")
        if not found and _MEASURE.search(self.folded):
            found.add("quantity")
        return frozenset(found)


def clean_question(text: str) -> str:
    """The question without control characters and needless space.

    Raises EmptyQuestion when nothing is left and QuestionTooLong beyond LENGTH_LIMIT characters.
    """
    cleaned = re.sub(r"\s+", " ", _CONTROL.sub("", text)).strip()
    if not re.search(r"\w", cleaned):
        raise EmptyQuestion("请输入一个问题。")
    if len(cleaned) > LENGTH_LIMIT:
        raise QuestionTooLong(
            f"问题有{len(cleaned)}个字，超过{LENGTH_LIMIT}字的上限，请缩短后再问。"
        )
    return cleaned


def numeral_value(text: str) -> float | None:
    """The value of a figure such as 2.3万, 三十五 or 60; None when it is none."""
    plain = text.replace(",", "")
    for suffix, scale in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if plain == suffix:
            return None
        if plain.endswith(suffix):
            inner = numeral_value(plain.removesuffix(suffix))
            return None if inner is None else inner * scale
    try:
        return float(plain)
    except ValueError:
        value = parse_numeral(plain)
        return None if value is None else float(value)
