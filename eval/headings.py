"""Headings of Markdown laws: those that the marks give, against those found in the plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Outline

_N = r"[零〇○一二三四五六七八九十百千\d]+"
_HEADING = re.compile(rf"#{{1,6}}\s*(第{_N}(?:编|分编|篇|章|节)(?:之{_N})?)[\s\u3000]*(.*)")
# 51 articles of the criminal law (第一百二十条之一 and its like) stand there without bold marks
_ARTICLE = re.compile(rf"\*\*(第{_N}条(?:之{_N})?)\*\*|(第{_N}条之{_N})\u3000")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKS = re.compile(r"^#{1,6}[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Score:
    """Headings that were there, that were found, and those that are both."""

    there: int = 0
    found: int = 0
    both: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 1.0 when both are empty."""
        total = self.there + self.found
        return 2 * self.both / total if total else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.there + other.there, self.found + other.found, self.both + other.both)


def plain_text(markdown: str) -> str:
    """A Markdown file as a person would paste it: no front matter, no # and no bold marks."""
    return _MARKS.sub("", _FRONT_MATTER.sub("", markdown)).replace("**", "")


def marked_headings(markdown: str) -> Iterator[str]:
    """编, 章, 节 with their titles, and 条, in the order in which the marks give them."""
    for line in markdown.split("\n"):
        heading = _HEADING.match(line)
        if heading:
            yield _bare(heading[1] + heading[2])
        article = _ARTICLE.match(line)
        if article:
            yield article[1] or article[2]


def found_headings(outline: Outline) -> Iterator[str]:
    """编, 章, 节 with their titles, and 条, as an outline has them."""
    for node in outline.nodes:
        if node.kind == "article":
            yield node.number
        elif node.kind in ("part", "chapter", "section") and node.number.startswith("第"):
            yield _bare(node.number + node.title)


def scores(there: Counter[str], found: Counter[str]) -> tuple[Score, Score]:
    """Scores of 编, 章, 节 together and of 条; a heading that stands twice counts twice."""
    headings, articles = (
        tuple(
            Counter({h: n for h, n in c.items() if _is_article(h) is wanted})
            for c in (there, found)
        )
        for wanted in (False, True)
    )
    return _score(*headings), _score(*articles)


def _score(there: Counter[str], found: Counter[str]) -> Score:
    return Score(there.total(), found.total(), (there & found).total())


def _is_article(heading: str) -> bool:
    return re.match(rf"第{_N}条", heading) is not None


def _bare(heading: str) -> str:
    """A heading without white space, brackets of either width being the same."""
    return re.sub(r"[\s\u3000]+", "", heading).translate(str.maketrans("（）", "()"))
