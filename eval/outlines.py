"""How exact outlines are: public documents whose headings are known, stripped of their marks.

The folder of public data holds `outlines/just_laws` (laws in Markdown), `outlines/*.md` (plans) and
`text/gov_reports_no_linebreaks.txt` (one report a line, its year and a tab before it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import DataError
from eval.headings import Score, found_headings, marked_headings, plain_text, scores
from index.documents import Outline
from index.errors import ReadError
from index.numerals import parse_numeral
from index.outline import outline_of_blocks, parse_outline
from index.read import read_file

LAWS = "outlines/just_laws"
PLANS = "outlines"
REPORTS = "text/gov_reports_no_linebreaks.txt"
# “……意见。　　一、2021年工作回顾”: a number behind a space or a full stop may begin a heading
_LISTED = re.compile(
    r"(?:^|[\s。！？])([一二三四五六七八九十]{1,3})\s*、(?=\s*[^\s一二三四五六七八九十、])"
)


@dataclass(frozen=True, slots=True)
class LawScores:
    """What was found of the laws: 编/章/节, 条, and what went wrong, a line for each heading."""

    files: int
    headings: Score
    articles: Score
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How many headings 一、 and （一） of a plan the marks give, and how many were found."""

    file: str
    chapters: Score
    sections: Score


@dataclass(frozen=True, slots=True)
class ReportRun:
    """One report without line breaks: how many 一、二、… stand in it in order, and what was found.

    `clear` tells that each number stands there once: where they come again (a list within a
    section, the contents) nobody can say from the text alone how many headings there are.
    """

    name: str
    there: int
    found: int
    clear: bool

    @property
    def complete(self) -> bool:
        """Whether every one of them became a heading, and nothing else did."""
        return self.there == self.found


@dataclass(frozen=True, slots=True)
class OutlineScores:
    """Everything that `guanwen eval outlines` prints.

    `plain` are the laws without marks, `marked` the same files read as Markdown. `unsound` names
    the documents whose leaves do not rebuild their text or whose spans are not exact.
    """

    plain: LawScores
    marked: LawScores
    plans: tuple[PlanCounts, ...]
    reports: tuple[ReportRun, ...]
    documents: int
    unsound: tuple[str, ...]


def measure_outlines(data: Path) -> OutlineScores:
    """Outline all public documents below `data`; DataError when they are not there."""
    laws = sorted((data / LAWS).rglob("*.md"))
    if not laws:
        raise DataError(f"“{data}”里没有 {LAWS} 文件夹或其中没有 .md 文件。")
    unsound: list[str] = []
    plans = sorted((data / PLANS).glob("*.md"))
    reports = list(_reports(data / REPORTS))
    return OutlineScores(
        plain=_laws(laws, data / LAWS, unsound, marked=False),
        marked=_laws(laws, data / LAWS, unsound, marked=True),
        plans=tuple(_plan(path, unsound) for path in plans),
        reports=tuple(_report(name, text, unsound) for name, text in reports),
        documents=2 * len(laws) + len(plans) + len(reports),
        unsound=tuple(unsound),
    )


def is_sound(outline: Outline) -> bool:
    """Whether the leaves rebuild the text to the character and every span is exact."""
    text = outline.text
    if "".join(text[slice(*leaf.span)] for leaf in outline.leaves()) != text:
        return False
    for node in outline.nodes[1:]:
        above = outline.node(node.parent or "")
        if not above.span[0] <= node.span[0] <= node.span[1] <= above.span[1]:
            return False
    rows = [row for table in outline.tables for row in table.rows]
    return outline.root.span == (0, len(text)) and all(
        tuple(text[slice(*span)] for span in row.spans) == row.cells for row in rows
    )


def _laws(paths: Sequence[Path], folder: Path, unsound: list[str], *, marked: bool) -> LawScores:
    headings = articles = Score()
    missed: list[str] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        markdown = path.read_text(encoding="utf-8")
        outline = _marked_outline(path) if marked else _outline(plain_text(markdown))
        if not is_sound(outline):
            unsound.append(name)
        there, found = Counter(marked_headings(markdown)), Counter(found_headings(outline))
        of_headings, of_articles = scores(there, found)
        headings, articles = headings + of_headings, articles + of_articles
        missed += [f"{name}　没有找到：{h}" for h in (there - found).elements()]
        missed += [f"{name}　多找到：{h}" for h in (found - there).elements()]
    return LawScores(len(paths), headings, articles, tuple(missed))


def _plan(path: Path, unsound: list[str]) -> PlanCounts:
    """A plan whose headings are marked “## 一、…” and “### （一）…”."""
    markdown = path.read_text(encoding="utf-8")
    outline = _outline(plain_text(markdown))
    if not is_sound(outline):
        unsound.append(path.name)
    chapters = Counter(n.number for n in outline.nodes if n.kind == "chapter" and n.number)
    sections = Counter(n.number for n in outline.nodes if n.kind == "section" and n.number)
    return PlanCounts(
        path.name,
        _of(Counter(re.findall(r"^#+\s*([一二三四五六七八九十]+、)", markdown, re.M)), chapters),
        _of(Counter(re.findall(r"^#+\s*(（[一二三四五六七八九十]+）)", markdown, re.M)), sections),
    )


def _of(there: Counter[str], found: Counter[str]) -> Score:
    return Score(there.total(), found.total(), (there & found).total())


def _reports(path: Path) -> Iterator[tuple[str, str]]:
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").split("\n"):
        name, tab, text = line.partition("\t")
        if tab and text.strip():
            yield name, text


def _report(name: str, text: str, unsound: list[str]) -> ReportRun:
    outline = _outline(text)
    if not is_sound(outline):
        unsound.append(name)
    ordinals = [parse_numeral(number) for number in _LISTED.findall(text)]
    there = 0
    for ordinal in ordinals:
        there += ordinal == there + 1
    found = sum(node.number.endswith("、") and node.kind == "chapter" for node in outline.nodes)
    return ReportRun(name, there if there > 1 else 0, found, clear=there == len(ordinals) > 1)


def _outline(text: str) -> Outline:
    return parse_outline(text, document_id="outline")


def _marked_outline(path: Path) -> Outline:
    try:
        source = read_file(path)
    except ReadError as error:
        raise DataError(str(error)) from error
    return outline_of_blocks(source.blocks, document_id="outline", title=source.title)
