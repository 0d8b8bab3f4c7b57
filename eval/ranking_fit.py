"""Fits the weights of both rankers, of chunks and of sentences:

python -m eval.ranking_fit {chunks,sentences} --data DIR [--everyday QUESTIONS CORPUS …] [--write]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.fitting_data import (
    OWN,
    PUBLIC,
    Asked,
    everyday_questions,
    own_questions,
    public_questions,
    reserved_questions,
)
from eval.listwise import Group, first_right, fit
from index.embedding import Embedder, open_embedder
from index.words import terms
from rag import candidates, sentence_features
from rag.alignment import align
from rag.passage import POOL
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking import features, ranker
from rag.ranking.pieces import HasPieces
from rag.retrieve import compare, retrieve
from rag.terms import subject_terms

PUBLIC_WEIGHT, OWN_WEIGHT, PARAPHRASE_WEIGHT, EVERYDAY_WEIGHT = 0.15, 10.0, 4.0, 2.0
"""What a set counts. The embedding was trained on the public questions, so that it is better on
them than it will be on others: they only steady the weights. A set counts by its mean, so that the
questions in everyday words of a set of ours are a set of their own."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """A ranker to fit: how a question becomes a group, its columns and the file of its weights.

    `spread` is the deviation that the scores for a question are brought to, None for as it is.
    """

    group: Callable[[Asked], Group | None]
    names: Sequence[str]
    file: Path
    spread: float | None = None


def chunk_group(asked: Asked) -> Group:
    """The chunks that are compared for a question."""
    catalogue = asked.catalogue
    query = expand(ParsedQuestion(asked.text), catalogue)
    own = terms(query.question.core) or terms(asked.text)
    found = compare(catalogue, query, own, [info.id for info in catalogue.infos])
    table = catalogue.embedder if isinstance(catalogue.embedder, HasPieces) else None
    rows = features.features(found.asked, found.views, found.words, found.vectors, table)
    return Group(rows, np.array([asked.in_chunk(view.chunk) for view in found.views], np.bool_))


def sentence_group(asked: Asked) -> Group | None:
    """The sentences of the chunks found for a question."""
    catalogue, question = asked.catalogue, ParsedQuestion(asked.text)
    subject = subject_terms(question)
    hits = retrieve(catalogue, question.text, POOL, [info.id for info in catalogue.infos])
    sentences = sentence_features.placed(hits, catalogue)
    if not sentences or not subject:
        return None
    aligned = align(question, subject, catalogue)
    rows = sentence_features.sentence_features(question, aligned, sentences, catalogue)
    right = np.array([asked.is_sentence(each.reading) for each in sentences], np.bool_)
    return Group(rows, right)


RANKERS = {
    "chunks": Ranker(chunk_group, features.NAMES, ranker.WEIGHTS_FILE),
    "sentences": Ranker(
        sentence_group, sentence_features.NAMES, candidates.WEIGHTS_FILE, candidates.SPREAD
    ),
}

Sets = dict[str, tuple[list[Group], float]]


def gathered_groups(
    ranked: Ranker, data: Path, everyday: Sequence[tuple[Path, Path]], embedder: Embedder
) -> Sets:
    """The groups of each set by its name, and what it counts."""
    sets: Sets = {}
    for name, size in PUBLIC:
        asked = public_questions(data / "mrc" / name, size, embedder)
        sets[name] = _groups(ranked, asked), PUBLIC_WEIGHT
    for name in OWN:
        kinds: dict[bool, list[Group]] = {False: [], True: []}
        for kind, one in own_questions(name, data, embedder):
            kinds[kind == "paraphrase"] += _groups(ranked, [one])
        sets[name] = kinds[False], OWN_WEIGHT
        sets[f"{name}, everyday words"] = kinds[True], PARAPHRASE_WEIGHT
    for path, corpus in everyday:
        asked = everyday_questions(path, corpus, embedder)
        sets[f"{path.stem}, fitting"] = _groups(ranked, asked), EVERYDAY_WEIGHT
    asked = reserved_questions(data, embedder)
    sets["laws, reserved"] = _groups(ranked, asked), EVERYDAY_WEIGHT
    return sets


def _groups(ranked: Ranker, asked: Iterable[Asked]) -> list[Group]:
    """The groups that have something right; the others teach nothing."""
    found = (ranked.group(each) for each in asked)
    return [group for group in found if group is not None and group.right.any()]


def fitted(
    ranked: Ranker, sets: Sets, without: str = ""
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The weights fitted on all sets but one."""
    weights = fit([groups for name, groups in sets.items() if name != without and groups[0]])
    if ranked.spread is None:
        return weights
    spread = np.mean([(g.rows @ weights).std() for groups, _ in sets.values() for g in groups])
    return np.asarray(weights * ranked.spread / spread)


def main() -> None:
    """Gathers the groups, fits, prints the share of right firsts, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ranker", choices=RANKERS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--everyday", nargs=2, type=Path, action="append", default=[],
                        metavar=("QUESTIONS", "CORPUS"))  # fmt: skip
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    ranked = RANKERS[args.ranker]
    sets = gathered_groups(ranked, args.data, args.everyday, open_embedder())
    weights = fitted(ranked, sets)
    sys.stdout.write("set: first right and one of five right, fitted on all; fitted without it\n")
    for name, (groups, _) in sets.items():
        others = fitted(ranked, sets, name)
        shares = [first_right(groups, w, n) for w in (weights, others) for n in (1, 5)]
        sys.stdout.write(f"{name} ({len(groups)}): {' '.join(f'{s:.3f}' for s in shares)}\n")
    found = {name: round(float(w), 3) for name, w in zip(ranked.names, weights, strict=True)}
    sys.stdout.write(f"{found}\n")
    if args.write:
        command = f"python -m eval.ranking_fit {args.ranker} --data DIR --everyday … --write"
        content = {"command": command, "weights": found}
        ranked.file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
