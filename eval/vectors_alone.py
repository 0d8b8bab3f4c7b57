"""What vectors alone find on our own dev questions: `python -m eval.vectors_alone MODEL…`.

For choosing an embedding: no words, no addresses, no fusion, only the cosine of a question and the
chunks of the corpus. Questions with an answer, one turn and no documents of their own count.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from eval.gold import gold_keys, ranked_keys
from eval.measures.ranking import reciprocal_rank, success_at
from eval.questions import EvalQuestion, find_set, load_set, of_split
from index.chunk import chunk_document
from index.corpus import read_corpus
from index.documents import Document
from index.embedding import Embedder, open_embedder

DEPTH = 20
"""Chunks looked at for each question."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chunk stands, and what is embedded of it."""

    document: str
    document_id: str
    label: str
    path: tuple[str, ...]
    embedding_text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Success at 5 on everyday wording and on all questions, and MRR on all; within [0, 1]."""

    paraphrase_success_5: float
    all_success_5: float
    all_mrr: float


def spots(documents: Sequence[Document]) -> list[Spot]:
    """Return every chunk of the documents, in reading order."""
    return [spot for document in documents for spot in _spots(document)]


def _spots(document: Document) -> Iterator[Spot]:
    outline = document.outline
    for chunk in chunk_document(document):
        at = outline.address(chunk.node_id)
        path = outline.heading_path(at.id)
        yield Spot(document.title, document.id, at.label, path, chunk.embedding_text)


def asked(questions: Sequence[EvalQuestion]) -> list[EvalQuestion]:
    """Return the dev questions that a single search can answer."""
    return [
        q
        for q in of_split(questions, "dev")
        if q.answerable and len(q.turns) == 1 and not q.texts and not q.documents
    ]


def found_by(
    embedder: Embedder, places: Sequence[Spot], questions: Sequence[EvalQuestion]
) -> Found:
    """Return what the embedder finds; ValueError without questions of both kinds."""
    chunks = embedder.encode_passages([place.embedding_text for place in places])
    scores = embedder.encode_queries([q.turns[-1] for q in questions]) @ chunks.T
    success: list[float] = []
    ranks: list[float] = []
    for question, row in zip(questions, scores, strict=True):
        order = np.argsort(-row, kind="stable")[:DEPTH]
        keys = ranked_keys([places[place] for place in order], question.gold)
        success.append(success_at(5, keys, gold_keys(question.gold)))
        ranks.append(reciprocal_rank(keys, gold_keys(question.gold)))
    everyday = [s for q, s in zip(questions, success, strict=True) if q.type == "paraphrase"]
    if not everyday:
        raise ValueError("no question in everyday words among those asked")
    return Found(fmean(everyday), fmean(success), fmean(ranks))


def record(name: str, found: Found, results: Path) -> None:
    """Write the figures into the line of the trial `name`, where the table has one."""
    lines = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    for line in lines:
        if line["name"] == name:
            line["figures"] |= {key: round(value, 4) for key, value in asdict(found).items()}
    written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    results.write_text(written, "utf-8")


def main() -> None:
    """Print the figures of each model, and write them into the table of trials if asked."""
    parser = argparse.ArgumentParser(prog="python -m eval.vectors_alone", description=__doc__)
    parser.add_argument("models", nargs="+", help="model folders")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="the documents")
    parser.add_argument("--record", type=Path, help="the trials.jsonl to write the figures into")
    given = parser.parse_args()
    documents, _ = read_corpus(given.corpus)
    places, questions = spots(documents), asked(load_set(find_set("customs")))
    for model in given.models:
        found = found_by(open_embedder(model), places, questions)
        sys.stdout.write(f"{Path(model).name}: {json.dumps(asdict(found))}\n")
        if given.record:
            record(Path(model).name, found, given.record)


if __name__ == "__main__":
    main()
