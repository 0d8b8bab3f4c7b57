"""Readers of the data folder: sentence pairs, reading-comprehension sets and plain text."""

import csv
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POSITIVE_LABELS = frozenset({"1", "2", "entailment"})
NEGATIVE_LABELS = frozenset({"0", "contradiction"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that mean the same or answer one another.

    `worse` is a text that resembles `left` and is not its match, "" where the set gives none.
    """

    left: str
    right: str
    worse: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """Two texts and how near they are in meaning, within [0, 1]."""

    left: str
    right: str
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the whole context that answers it, and where the answer starts in the context.

    `start` is a 0-based character offset, or -1 where the set gives no usable answer; `impossible`
    says that by the set the context does not answer it.
    """

    question: str
    context: str
    start: int
    impossible: bool = False


def read_labelled(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (left, right, label) from a tab-separated file whose last three columns are these.

    Lines with fewer columns or an empty side are skipped: the published files hold a few.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 3:
                continue
            left, right, label = (column.strip("\ufeff \u3000") for column in row[-3:])
            if left and right:
                yield left, right, label


def read_positive(path: Path) -> list[Pair]:
    """Return the pairs of a labelled file that its label calls alike.

    Each carries the first text that the file calls unlike (0, or a contradiction) its left text.
    """
    rows = list(read_labelled(path))
    worse: dict[str, str] = {}
    for left, right, label in rows:
        if label in NEGATIVE_LABELS:
            worse.setdefault(left, right)
    return [Pair(a, b, worse.get(a, "")) for a, b, label in rows if label in POSITIVE_LABELS]


def read_judged(path: Path) -> list[Graded]:
    """Return every pair of a labelled file, alike as 1, neutral as a half, unlike as 0."""
    grades = dict.fromkeys(POSITIVE_LABELS, 1.0) | dict.fromkeys(NEGATIVE_LABELS, 0.0)
    grades["neutral"] = 0.5
    rows = read_labelled(path)
    return [Graded(a, b, grades[label]) for a, b, label in rows if label in grades]


def read_similarity(path: Path) -> list[Graded]:
    """Return the pairs of a similarity file, its 0-5 scale brought to [0, 1]."""
    return [Graded(a, b, float(label) / 5.0) for a, b, label in read_labelled(path)]


def read_columns(path: Path) -> list[Pair]:
    """Return the pairs of a tab-separated file of two columns and no label."""
    rows = (line.split("\t") for line in path.read_text("utf-8-sig").splitlines())
    return [Pair(row[0].strip(), row[1].strip()) for row in rows if len(row) == 2]


def read_titles(path: Path) -> list[Pair]:
    """Return query-title pairs of a JSON-lines file; rows labelled 0 are left out."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [
        Pair(row["query"], row["title"], row.get("neg_title", ""))
        for row in rows
        if row.get("label", "1") != "0"
    ]


def read_questions(path: Path, *, impossible: bool = False) -> list[Question]:
    """Return the answerable questions of a set in SQuAD format, in file order; with `impossible`
    those without an answer too.

    `is_impossible` is a bool in some sets and the string "true" in others. A start that does not
    point at the answer (one set counts from 1, another is translated) is searched for.
    """
    found: list[Question] = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for entry in paragraph["qas"]:
                question = _question(entry, paragraph["context"])
                if impossible or not question.impossible:
                    found.append(question)
    return found


def _question(entry: dict[str, Any], context: str) -> Question:
    if str(entry.get("is_impossible", "false")).lower() == "true":
        return Question(str(entry["question"]), context, -1, impossible=True)
    start = -1
    for answer in entry["answers"]:
        text, given = str(answer["text"]), int(answer["answer_start"])
        if not text:
            continue
        start = given if context.startswith(text, max(given, 0)) else context.find(text)
        if start >= 0:
            break
    return Question(str(entry["question"]), context, start)


def read_news(path: Path) -> Iterator[str]:
    """Yield the articles of an xz-packed file, one a line."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.strip()


def read_reports(path: Path) -> Iterator[str]:
    """Yield the documents of a JSON-lines file, one string each, line breaks kept."""
    for line in path.read_text("utf-8").splitlines():
        yield str(json.loads(line)["content"])


def read_laws(folder: Path) -> Iterator[str]:
    """Yield the laws under a folder as plain text: front matter, `#` and bold marks taken off."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8")
        if "**第" in text:
            body = re.sub(r"\A---.*?---", "", text, flags=re.DOTALL)
            yield re.sub(r"^#+ +|\*\*", "", body, flags=re.MULTILINE).strip()
