"""What rankers are fitted on: questions, each with what is right for it, in their documents.

Public questions that the sets keep for training, the dev split of our own sets, and the questions
in everyday words of `eval/fitting`. CMRC dev, DRCD test, CAIL test and our test split are not read.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.borrowed import FOLDER, Borrowed, files_of, gathered
from eval.gold import stands_at
from eval.normal import comparable, contains
from eval.questions import EvalQuestion, Gold, GoldSection, find_set, load_set, of_split
from index.corpus import read_corpus, read_inline
from index.documents import Chunk, Document, Hit
from index.embedding import Embedder
from index.sentences import sentence_spans
from index.store import Store
from index.training.asked_lines import bare_sentence, read_lines, sentence_check
from index.training.sources import read_questions
from rag.catalogue import Catalogue
from rag.readings import Reading
from rag.retrieve import search_hit

PUBLIC = (("cmrc2018_train.json", 1000), ("DRCD_dev.json", 800), ("cail2019_dev.json", 800))
"""Files of questions and how many are drawn of each."""
CONTEXTS = 1_500
"""Most passages of a public file that are searched."""
OWN = ("customs", "laws")
EVERY = 2
"""One in so many of the questions about the laws that are kept for fitting: enough of them."""
CORPUS = Path(__file__).parent.parent / "corpus"
ANNOUNCED = 600
"""Most characters of points that are read with the sentence that announces them."""
_AROUND = 8, 6
"""Characters before and behind the start of a public answer that tell its sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its documents, whether a chunk holds its answer, and whether a sentence is it."""

    text: str
    catalogue: Catalogue
    in_chunk: Callable[[Chunk], bool]
    is_sentence: Callable[[Reading], bool]


def public_questions(path: Path, size: int, embedder: Embedder) -> Iterator[Asked]:
    """Questions of a public file against all its passages."""
    items = read_questions(path)
    random.Random(3).shuffle(items)
    contexts = list(dict.fromkeys(item.context for item in items))[:CONTEXTS]
    documents = {text: read_inline("段落", text) for text in contexts}
    asked = [item for item in items if item.context in documents][:size]
    with opened(list(documents.values()), embedder) as catalogue:
        for item in asked:
            own = documents[item.context].id
            said = comparable(_around(item.context, max(0, item.start)))
            yield Asked(item.question, catalogue, _of(own), _says((said,), (own,)))


def own_questions(name: str, data: Path, embedder: Embedder) -> Iterator[tuple[str, Asked]]:
    """The single questions, with their types, of the dev split of a set of ours.

    Nothing is right for those that the documents do not answer.
    """
    path = find_set(name)
    asked = [q for q in of_split(load_set(path), "dev") if not q.texts and len(q.turns) == 1]
    with ExitStack() as stack:
        borrowed = files_of(path)
        corpus = stack.enter_context(gathered(borrowed, data)).corpus if borrowed else CORPUS
        documents, _ = read_corpus(corpus)
        catalogue = stack.enter_context(opened(documents, embedder))
        for question in asked:
            stands = _stands(catalogue, question.gold)
            answers = _answers(catalogue, question)
            yield question.type, Asked(question.turns[-1], catalogue, stands, answers)


def everyday_questions(path: Path, corpus: Path, embedder: Embedder) -> Iterator[Asked]:
    """Questions in everyday words: lines of question, document (its title), labels of sections,
    and pieces of the sentences that answer (`said`).

    Nothing is right for those about a document that the corpus lacks.
    """
    documents, _ = read_corpus(corpus)
    with opened(documents, embedder) as catalogue:
        titles = {info.title: info.id for info in catalogue.infos}
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            known = line["document"] in titles
            gold = _any_of(titles.get(line["document"], ""), line["labels"] if known else ())
            said = tuple(comparable(p) for p in line.get("said", ()) if known)
            stands = _stands(catalogue, gold)
            yield Asked(line["question"], catalogue, stands, _says(said, titles.values()))


def reserved_questions(data: Path, embedder: Embedder, *, answered: bool = True) -> Iterator[Asked]:
    """Questions in everyday words about the laws that no model was trained on, each written for one
    sentence (index/training/asked_lines.py), against all these laws; without `answered` those that only
    seem to be answered by their sentence: nothing is right for them."""
    lines = [line for line in read_lines("laws") if line.reserved]
    titles = {line.title for line in lines}
    below = data / FOLDER
    files = sorted(below.joinpath("just_laws").rglob("*.md"))
    with gathered(tuple(Borrowed(str(f.relative_to(below))) for f in files), data) as place:
        documents = [d for d in read_corpus(place.corpus)[0] if d.title in titles]
    with opened(documents, embedder) as catalogue:
        ids = {info.title: info.id for info in catalogue.infos}
        for line in read_lines("laws_unanswered") if not answered else ():
            if line.title in titles:
                yield Asked(line.question, catalogue, _of(""), _says((), ()))
        said = _sentences(documents)
        for line in lines[::EVERY] if answered else ():
            if line.check in said:
                own, piece = ids[line.title], comparable(said[line.check])
                yield Asked(line.question, catalogue, _holds(piece, own), _says((piece,), (own,)))


def _sentences(documents: Iterable[Document]) -> dict[int, str]:
    """The sentences of some documents by their check sums."""
    return {
        sentence_check(sentence): bare_sentence(sentence)
        for text in (document.outline.text for document in documents)
        for sentence in (text[start:end] for start, end in sentence_spans(text))
    }


def _around(context: str, start: int) -> str:
    """Some characters on both sides of a place, of its own sentence alone."""
    first = max(context.rfind(mark, 0, start) for mark in "。！？；\n") + 1
    return context[max(first, start - _AROUND[0]) : start + _AROUND[1]]


@contextmanager
def opened(documents: Sequence[Document], embedder: Embedder) -> Iterator[Catalogue]:
    """A catalogue of documents in memory."""
    store = Store.in_memory(documents, embedder)
    try:
        yield Catalogue(store, embedder)
    finally:
        store.close()


def _any_of(document_id: str, labels: Sequence[str]) -> Gold:
    sections = tuple(GoldSection(document=document_id, label=label) for label in labels)
    return Gold(mode="any", sections=sections)


def _of(document_id: str) -> Callable[[Chunk], bool]:
    return lambda chunk: chunk.document_id == document_id


def _stands(catalogue: Catalogue, gold: Gold) -> Callable[[Chunk], bool]:
    def right(chunk: Chunk) -> bool:
        place = search_hit(catalogue, Hit(chunk, 0.0, None, None))
        return any(stands_at(place, section) for section in gold.sections)

    return right


def _holds(piece: str, document_id: str) -> Callable[[Chunk], bool]:
    """Whether a chunk of a document holds a piece, in comparable form."""
    return lambda chunk: chunk.document_id == document_id and piece in comparable(chunk.text)


def _says(pieces: Sequence[str], documents: Iterable[str]) -> Callable[[Reading], bool]:
    """Whether a sentence of these documents holds one of the pieces, in comparable form."""
    among = frozenset(documents)
    return lambda reading: (
        reading.document_id in among and any(p in comparable(reading.text) for p in pieces)
    )


def _answers(catalogue: Catalogue, question: EvalQuestion) -> Callable[[Reading], bool]:
    """Whether a sentence of a gold section, with what it announces, holds some of what an answer must say."""
    alternatives = [comparable(each) for group in question.required for each in group]

    def right(reading: Reading) -> bool:
        text = comparable(_with_announced(catalogue, reading))
        if not any(contains(text, each) for each in alternatives):
            return False
        return any(_stands_in(catalogue, reading, section) for section in question.gold.sections)

    return right


def _with_announced(catalogue: Catalogue, reading: Reading) -> str:
    """A sentence, with the points that it announces where it does: they answer with it."""
    if not reading.text.rstrip().endswith((":", "：")):
        return reading.text
    start, end = reading.span
    last = min(reading.node.span[1], end + ANNOUNCED)
    return catalogue.outline(reading.document_id).text[start:last]


def _stands_in(catalogue: Catalogue, reading: Reading, section: GoldSection) -> bool:
    if section.document not in (reading.document_id, catalogue.info(reading.document_id).title):
        return False
    outline = catalogue.outline(reading.document_id)
    above = [*outline.ancestors(reading.node.id), reading.node]
    names = [name for node in above for name in (node.label, node.title)]
    return not section.label or any(name.startswith(section.label) for name in names)
