"""Versions: what a document says of itself that sets it apart from a near-equal one.

A draft and the final text, a law before and after an amendment, the same notice of two years are
alike to 95 % and more, and yet two documents: their titles and heads say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.documents import Outline
from index.folding import fold

HEAD = 2_000
"""Characters at the head of a document, at most, in which its dates and numbers are looked for."""
TAIL = 400
"""Characters at its end in which the day is looked for from which it holds."""
_DRAFT = re.compile(r"征求意见稿|送审稿|审议稿|讨论稿|修订草案|草案|初稿|代拟稿|建议稿|修改稿")
_IN_TITLE = re.compile(
    r"(?:19|20)\d\d|[零一二三四五六七八九]{4}(?=年)|十[一二三四五六七八九]五"
    r"|第[零一二三四五六七八九十百\d]+(?:号|版|次|批|期|届|季度)|v\d+(?:\.\d+)*|暂行|试行"
)
_ISSUE = re.compile(r"[\u4e00-\u9fff]{2,12}[(\[](?:19|20)\d\d[)\]]\d+号")
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
# “公布日期：2021年4月29日” is the web page's, “2021年4月29日……第二十八次会议通过” the law's
_ENACTED = re.compile(
    rf"(?<![期间]:){_DAY.pattern}(?=(?:(?!\d日)[^。\n]){{0,80}}?(?:通过|修正|修订|公布))"
)
_FROM = re.compile(rf"自{_DAY.pattern}起?(?:开始)?(?:施行|实施|执行|生效)")
_WORDS = re.compile(r"\W|_")


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells versions apart; an empty field is not known.

    `title`: the title's words; `drafts`, `numbers`: 征求意见稿 and years or ordinals in the title;
    `issues`: 〔2021〕12号 at the head; `enacted`: the last day of 通过 or 修正; `holds`: the day from
    which it holds; `date` is what a manifest says.
    """

    title: str = ""
    drafts: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    enacted: str = ""
    holds: str = ""
    date: str = ""


def marks_of(outline: Outline, *, title: str = "", date: str = "") -> Marks:
    """The marks of a document; `title` as the file or the manifest gives it, "" when neither does."""
    head = fold(_head(outline))
    named = fold(title) + "\n" + "\n".join(_short_lines(head))
    words = re.sub(r"\s", "", fold(title))
    return Marks(
        title=_WORDS.sub("", words),
        drafts=frozenset(_DRAFT.findall(named)),
        numbers=frozenset(_IN_TITLE.findall(words)),
        issues=frozenset(_ISSUE.findall(re.sub(r"[^\S\n]", "", head))),
        enacted=max(_days(_ENACTED, head), default=""),
        holds=max(_days(_FROM, fold(outline.text[-TAIL:])), default=""),
        date=date,
    )


def set_apart(a: Marks, b: Marks) -> str:
    """Why two near-equal texts are two documents: a Chinese clause; "" when nothing says so."""
    if a.drafts != b.drafts:
        return f"一份是{'、'.join(sorted(a.drafts ^ b.drafts))}"
    if a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return (
            f"标题里一份是{_listed(a.numbers - b.numbers)}，一份是{_listed(b.numbers - a.numbers)}"
        )
    if a.issues and b.issues and not a.issues & b.issues:
        return f"文号一份是{_listed(a.issues)}，一份是{_listed(b.issues)}"
    for name, mine, theirs in (
        ("通过或修改的日期", a.enacted, b.enacted),
        ("施行日期", a.holds, b.holds),
        ("清单里的日期", a.date, b.date),
    ):
        if mine and theirs and mine != theirs:
            return f"{name}一份是{mine}，一份是{theirs}"
    return ""


def titles_differ(a: Marks, b: Marks) -> bool:
    """Whether two titles are alike and yet other words; one that holds the other is the same.

    A title that has nothing to do with the other is a web page's, and says nothing.
    """
    if not a.title or not b.title or a.title in b.title or b.title in a.title:
        return False
    return SequenceMatcher(None, a.title, b.title, autojunk=False).ratio() >= 0.5


def _head(outline: Outline) -> str:
    """The text before the first numbered heading."""
    first = next((n.span[0] for n in outline.nodes[1:] if n.number), len(outline.text))
    return outline.text[: min(first, HEAD)]


def _short_lines(head: str) -> list[str]:
    """Lines that may belong to a title: “（征求意见稿）”; a sentence that names a draft does not."""
    lines = [line.strip() for line in head.split("\n")[:12]]
    return [line for line in lines if len(line) <= 40 and not re.search(r"[。,;:]", line)]


def _days(pattern: re.Pattern[str], text: str) -> set[str]:
    found = pattern.findall(re.sub(r"[^\S\n]", "", text))
    return {f"{year}-{int(month):02}-{int(day):02}" for year, month, day in found}


def _listed(words: frozenset[str]) -> str:
    return "、".join(sorted(words))
