"""What the cross-encoder learns from: questions with the sentence that answers, and with others like it.

Questions about laws and the project's own documents (`index/training/asked`): in everyday words, each with
its sentence, and others that only seem to be answered by theirs; and the published reading-comprehension
sets, those without an answer too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.corpus import read_corpus, read_inline
from index.documents import Document
from index.sentences import sentence_spans
from index.training.asked_lines import CORPUS, Line, read_lines, sentence_check
from index.training.bags import make_bags
from index.training.negatives import model_scorer, words_scorer
from index.training.pairs import key
from index.training.sources import read_laws, read_questions

Text = tuple[str, str]
"""The headings above a sentence, as one text, and the sentence."""

SHORTEST = 6
"""Sentences of fewer characters are left out, as the program does."""
SHARES = {
    "laws": 2.5, "customs": 3.0, "laws_unanswered": 2.5, "customs_unanswered": 3.0, "cmrc2018_train": 1.0, "DRCD_dev": 1.0, "cail2019_dev": 0.7,
    "chinese_squad2_dev": 1.0, "houjin_train": 1.0, "houjin_dev": 1.0,
}  # fmt: skip
"""How often a round shows the questions of each source."""
ASKED = ("laws", "customs", "laws_unanswered", "customs_unanswered")
UNANSWERED = "_unanswered"
"""End of the names of files whose questions their sentences do not answer."""
HARD = 14
"""Sentences that are kept beside the right ones: those of the same document that seem nearest."""
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the sentences that answer it (none where nothing does), and others, nearest first."""

    question: str
    right: tuple[Text, ...]
    wrong: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """A question put to a document: the place of the document and, in it, those of the sentences that
    answer (`right`) and of those that seem to and do not (`seeming`)."""

    question: str
    document: int
    right: frozenset[int] = frozenset()
    seeming: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pool:
    """Documents as sentences, and questions put to them."""

    documents: list[list[Text]] = field(default_factory=list)
    asked: list[Put] = field(default_factory=list)


def examples_of(
    name: str, data: Path, measured: set[str], tokenizer: Tokenizer, rows: np.ndarray
) -> list[Example]:
    """The examples of one of SHARES; questions and contexts that are `measured` are left out.

    `rows` is the table of piece vectors by which sentences are near.
    """
    asked = name in ASKED
    pool = asked_pool(name, data) if asked else published_pool(data, name, measured)
    kept = [each for each in pool.asked if key(each.question) not in measured]
    return hardened(Pool(pool.documents, kept), tokenizer, rows, elsewhere=not asked)


def asked_pool(name: str, data: Path) -> Pool:
    """The questions of one file written for this project, with the documents they are about; those about
    the reserved laws are left out."""
    own = name.startswith("customs")
    lines = [line for line in read_lines(name) if own or not line.reserved]
    if own:
        documents: Iterable[Document] = read_corpus(CORPUS)[0]
    else:
        laws = read_laws(data / "outlines" / "just_laws")
        documents = (read_inline(_title(law), law) for law in laws)
    return _matched(lines, documents, answered=not name.endswith(UNANSWERED))


def _title(law: str) -> str:
    return re.sub(r"\s+", "", law.split("\n", 1)[0])


def _matched(lines: Iterable[Line], documents: Iterable[Document], *, answered: bool) -> Pool:
    """Lines with their sentences, of the document of their title where several have the sentence."""
    pool, found = Pool(), dict[int, list[tuple[str, int, int]]]()
    for at, document in enumerate(documents):
        texts = list(_texts(document))
        pool.documents.append(texts)
        for place, (_, sentence) in enumerate(texts):
            found.setdefault(sentence_check(sentence), []).append((document.title, at, place))
    for line in lines:
        places = found.get(line.check, [])
        own = [place for place in places if place[0] == line.title] or places
        if own:
            _, at, place = own[0]
            held, none = frozenset([place]), frozenset[int]()
            right, seeming = (held, none) if answered else (none, held)
            pool.asked.append(Put(line.question, at, right, seeming))
    return pool


def _texts(document: Document) -> Iterator[Text]:
    outline = document.outline
    for start, end in sentence_spans(outline.text):
        if end - start >= SHORTEST:
            yield outline.titles(outline.at(start).id), outline.text[start:end]


def published_pool(data: Path, name: str, measured: set[str]) -> Pool:
    """A set in SQuAD form: each context is a document, but those `measured`; nothing answers what the
    set calls impossible."""
    pool = Pool()
    items = read_questions(data / "mrc" / f"{name}.json", impossible=True)
    for context, asked in groupby(items, key=lambda item: item.context):
        if key(context) in measured:
            continue
        spans = [s for s in sentence_spans(context) if s[1] - s[0] >= SHORTEST]
        pool.documents.append([("", context[a:b]) for a, b in spans])
        for item in asked:
            right = frozenset(at for at, (a, b) in enumerate(spans) if a <= item.start < b)
            if spans and (right or item.impossible):
                pool.asked.append(Put(item.question, len(pool.documents) - 1, right))
    return pool


def hardened(
    pool: Pool, tokenizer: Tokenizer, rows: np.ndarray, *, elsewhere: bool
) -> list[Example]:
    """The questions with the HARD nearest other sentences of their documents, those that only seem to
    answer and then by words and by meaning; where a document has too few, with `elsewhere` also others'."""
    if not pool.asked:
        return []
    flat = [text for document in pool.documents for text in document]
    starts = np.cumsum([0, *(len(document) for document in pool.documents)])
    sentences = make_bags(tokenizer, [sentence for _, sentence in flat])
    questions = make_bags(tokenizer, [put.question for put in pool.asked])
    words = words_scorer(len(rows), questions, sentences)
    meaning = model_scorer(rows, questions, sentences)
    made: list[Example] = []
    for begin in range(0, len(pool.asked), _AT_A_TIME):
        some = np.arange(begin, min(begin + _AT_A_TIME, len(pool.asked)))
        by_words = words(some)
        best = np.maximum(by_words.max(axis=1, keepdims=True), 1e-6)
        for row, at in zip(by_words / best + meaning(some), some, strict=True):
            put = pool.asked[at]
            low, high = int(starts[put.document]), int(starts[put.document + 1])
            near = [int(p) + low for p in np.argsort(-row[low:high], kind="stable")]
            near.sort(key=lambda p: p - low not in put.seeming)
            wrong = [p for p in near if p - low not in put.right][:HARD]
            if elsewhere and len(wrong) < HARD:
                row[low:high] = -np.inf
                others = np.argsort(-row, kind="stable")[: HARD - len(wrong)]
                wrong += [int(p) for p in others if np.isfinite(row[p])]
            answers = tuple(flat[low + place] for place in sorted(put.right))
            made.append(Example(put.question, answers, tuple(flat[p] for p in wrong)))
    return made
