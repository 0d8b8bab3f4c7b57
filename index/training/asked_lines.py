"""Questions in everyday words, each written for one sentence of a document: what a person would ask there.

They stand in `asked/*.tsv`, written for this project; the sentences stay in the documents they come
from and are found again by their check sums. A file is UTF-8: `## title` begins a document, and each
line below it has the label of the section, the check sum of the sentence and the question, parted by
tabs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index.corpus import read_corpus
from index.sentences import sentence_spans
from index.training.pairs import key
from index.training.sources import read_laws

FOLDER = Path(__file__).parent / "asked"
CORPUS = Path(__file__).parents[2] / "corpus"
RESERVED = 5
"""One law in so many is kept from the embedding: the rankers are fitted on its questions."""
SHORTEST = 12
"""Sentences of fewer characters are no negatives."""
_ARTICLE = re.compile(r"^第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十])?")


@dataclass(frozen=True, slots=True)
class Line:
    """A question, the document and the section that answer it, the check sum of the sentence."""

    question: str
    title: str
    label: str
    check: int

    @property
    def reserved(self) -> bool:
        """Whether it is kept for fitting."""
        return zlib.crc32(self.title.encode()) % RESERVED == 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions and the sentences of their documents: question i is answered by sentence `right[i]`,
    and the other sentences from `within[i][0]` to before `within[i][1]` are those of its document."""

    questions: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    within: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def read_lines(name: str, folder: Path = FOLDER) -> list[Line]:
    """The lines of one file by its name (“laws”), in their order; none where there is no such file."""
    lines, title = [], ""
    path = folder / f"{name}.tsv"
    for text in path.read_text("utf-8").splitlines() if path.is_file() else ():
        if text.startswith("## "):
            title = text[3:]
        else:
            label, check, question = text.split("\t")
            lines.append(Line(question, title, label, int(check, 16)))
    return lines


def bare_sentence(sentence: str) -> str:
    """A sentence without white space and without the number of its article."""
    return _ARTICLE.sub("", re.sub(r"\s+", "", sentence))


def sentence_check(sentence: str) -> int:
    """The check sum of a sentence, taken bare."""
    return zlib.crc32(bare_sentence(sentence).encode())


def read_asked(data: Path, measured: set[str], own: int, folder: Path = FOLDER) -> Asked:
    """The questions about the laws of the public data that are not reserved, and `own` times those about
    the project's own documents. What is `measured` is left out, as is what is no longer there."""
    asked = Asked()
    laws = [line for line in read_lines("laws", folder) if not line.reserved]
    _add(asked, laws, read_laws(data / "outlines" / "just_laws"), measured)
    documents = read_corpus(CORPUS)[0]
    _add(asked, own * read_lines("customs", folder), (d.outline.text for d in documents), measured)
    return asked


def _add(asked: Asked, lines: Iterable[Line], texts: Iterable[str], measured: set[str]) -> None:
    found: dict[int, tuple[int, tuple[int, int]]] = {}
    for text in texts:
        spans = [(a, b) for a, b in sentence_spans(text) if b - a >= SHORTEST]
        begin = len(asked.sentences)
        for at, (a, b) in enumerate(spans, start=begin):
            asked.sentences.append(text[a:b])
            found[sentence_check(text[a:b])] = (at, (begin, begin + len(spans)))
    for line in lines:
        if line.check in found and key(line.question) not in measured:
            right, within = found[line.check]
            asked.questions.append(line.question)
            asked.right.append(right)
            asked.within.append(within)
