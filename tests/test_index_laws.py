"""Real laws and a real plan, stripped of their marks: the headings must be found again.

Whoever loads a law asks by article number; a heading lost or invented sends them to a wrong one.
The texts are public data outside the repository: set GUANWEN_DATA to the folder that holds them.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from index.documents import Outline
from index.outline import parse_outline

DATA = os.environ.get("GUANWEN_DATA", "")
OUTLINES = Path(DATA) / "outlines"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA, reason="set GUANWEN_DATA to the folder of public data"),
]

_N = r"[零〇○一二三四五六七八九十百千\d]+"
_HEADING = re.compile(rf"#{{1,6}}\s*(第{_N}(?:编|分编|篇|章|节)(?:之{_N})?)[\s\u3000]*(.*)")
# 51 articles of the criminal law (第一百二十条之一 and its like) stand there without bold marks
_ARTICLE = re.compile(rf"\*\*(第{_N}条(?:之{_N})?)\*\*|(第{_N}条之{_N})\u3000")


@dataclass(frozen=True)
class Score:
    """Headings that were there, that were found, and those that are both."""

    there: int
    found: int
    both: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 1.0 when both are empty."""
        total = self.there + self.found
        return 2 * self.both / total if total else 1.0


def plain(markdown: str) -> str:
    """The text of a Markdown file as a person would paste it: no front matter, # or bold marks."""
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.S)
    text = re.sub(r"^#{1,6}[ \t]*", "", text, flags=re.M)
    return text.replace("**", "")


def marked_headings(markdown: str) -> Iterator[str]:
    """编, 章, 节 with their titles, and 条, in the order in which the marks give them."""
    for line in markdown.split("\n"):
        heading = _HEADING.match(line)
        if heading:
            yield bare(heading[1] + heading[2])
        article = _ARTICLE.match(line)
        if article:
            yield article[1] or article[2]


def found_headings(outline: Outline) -> Iterator[str]:
    for node in outline.nodes:
        if node.kind == "article":
            yield node.number
        elif node.kind in ("part", "chapter", "section") and node.number.startswith("第"):
            yield bare(node.number + node.title)


def bare(heading: str) -> str:
    """A heading without white space, brackets of either width being the same."""
    return re.sub(r"[\s\u3000]+", "", heading).translate(str.maketrans("（）", "()"))


@lru_cache(maxsize=1)
def measured() -> tuple[Score, Score, Counter[str], int]:
    """Scores of the 编/章/节 headings and of the articles, the commonest failures, the files."""
    counts = {"heading": [0, 0, 0], "article": [0, 0, 0]}
    failures: Counter[str] = Counter()
    files = sorted((OUTLINES / "just_laws").rglob("*.md"))
    for path in files:
        markdown = path.read_text(encoding="utf-8")
        outline = parse_outline(plain(markdown), document_id="law")
        there, found = Counter(marked_headings(markdown)), Counter(found_headings(outline))
        for name, missing in (("lost", there - found), ("invented", found - there)):
            for heading, times in missing.items():
                failures[f"{name} {path.relative_to(OUTLINES)} {heading}"] += times
        for kind, count in counts.items():
            a, b = (only(kind, c) for c in (there, found))
            count[0] += a.total()
            count[1] += b.total()
            count[2] += (a & b).total()
    return Score(*counts["heading"]), Score(*counts["article"]), failures, len(files)


def only(kind: str, headings: Counter[str]) -> Counter[str]:
    article = re.compile(rf"第{_N}条")
    return Counter(
        {h: n for h, n in headings.items() if bool(article.match(h)) == (kind == "article")}
    )


def test_headings_of_laws_are_found_again() -> None:
    headings, articles, failures, files = measured()
    print(f"{files} files; 编/章/节 F1 {headings.f1:.4f} {headings}")
    print(f"条 F1 {articles.f1:.4f} {articles}", *failures.most_common(20), sep="\n")
    assert files >= 300
    assert headings.f1 >= 0.999, failures.most_common(10)
    assert articles.f1 >= 0.999, failures.most_common(10)


def test_the_rural_plan_has_its_11_chapters_and_34_sections() -> None:
    markdown = next(OUTLINES.glob("乡村全面振兴规划*.md")).read_text(encoding="utf-8")
    outline = parse_outline(plain(markdown), document_id="rural")
    chapters = [n.number for n in outline.nodes if n.kind == "chapter"]
    sections = [n.number for n in outline.nodes if n.kind == "section"]
    assert len(chapters) == 11
    assert chapters[0] == "一、"
    assert chapters[-1] == "十一、"
    assert len(sections) == 34
    assert sections[-1] == "（三十四）"
