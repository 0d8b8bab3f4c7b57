"""Fits the judgement whether evidence is enough: python -m eval.evidence_fit --data DIR
[--everyday QUESTIONS CORPUS …] [--write]

On the dev split of our own sets and on questions in everyday words, each also put to the documents
of the other, which do not answer them; and what is best for a question once the sections that answer
it are taken away does not answer it either. A question whose best sentence is another than the right
one teaches nothing: whatever is said of it is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.fitting_data import OWN, Asked, everyday_questions, own_questions, reserved_questions
from index.embedding import Embedder, open_embedder
from rag.evidence import enough
from rag.evidence.enough import BOUND, OF_ONE_MODEL
from rag.evidence.features import NAMES
from rag.evidence.sufficiency import Sufficiency
from rag.evidence.trees import LEAF, Forest, Tree
from rag.forms.found import Found
from rag.passage import find
from rag.question import ParsedQuestion
from rag.scope import choose_scope

WEIGHTS = {
    "answered": 1.0,
    "everyday": 0.5,
    "near_miss": 2.5,
    "absent": 2.0,
    "seeming": 0.5,
    "reserved": 0.3,
    "foreign": 0.4,
    "withheld": 0.1,
}
"""What a question of each kind counts: those that sound like the documents are few and matter. What
is left when the answer is withheld may answer by chance, and counts little."""
LEFT_OUT = frozenset({"structure", "indicators", "across", "astray", "given"})
"""Types that other routes than the passage answer."""
SIGNS = {
    **dict.fromkeys(
        (
            "cover",
            "meaning",
            "bridge",
            "characters",
            "score",
            "odds",
            "ahead",
            "nearest",
            "farthest",
        ),
        1,
    ),
    **dict.fromkeys(("unmet", "lacking", "other_words", "unknown_words"), -1),
    **dict.fromkeys(("absent", "no_figure", "no_members"), -1),
}
"""What is in common never speaks against an answer, and what is lacking never for one: whatever else
holds, more of it makes a tree's answer no smaller, or no larger."""
ROUNDS, RATE, LEAVES, FEWEST, PENALTY = 150, 0.06, 12, 30, 5.0
"""Trees, what each counts, leaves of each at most, cases of a leaf at least, and the penalty of the
squares of their values."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """The features of the best sentence for a question, whether it answers, and the kind."""

    kind: str
    right: bool
    features: tuple[float, ...]


def cases_of(kind: str, asked: Asked, *, answerable: bool) -> Iterator[Case]:
    """The case of a question, unless its best sentence is another than the right one, and that of
    what is best without the right sections."""
    catalogue = asked.catalogue
    plain = ParsedQuestion(asked.text)
    scope = choose_scope(plain, catalogue.infos, ())
    question = ParsedQuestion(asked.text, scope.spans, catalogue.learned_in(plain.folded))
    found = find(question, scope, catalogue)
    if found.candidates and asked.is_sentence(found.best.reading) == answerable:
        yield Case(kind, answerable, _features(found))
    if answerable:
        rest = _without_answer(found, asked)
        if rest.candidates:
            yield Case("withheld", False, _features(rest))


def _features(found: Found) -> tuple[float, ...]:
    judge, sentence = Sufficiency(found.catalogue), found.sentence(found.best)
    return tuple(judge.features(found.question, found.terms, sentence).tolist())


def _without_answer(found: Found, asked: Asked) -> Found:
    """What was found, without the sections that answer and the sentences that do."""
    hits = tuple(hit for hit in found.hits if not asked.in_chunk(hit.chunk))
    places = [(hit.chunk.document_id, *hit.chunk.span) for hit in hits]
    candidates = tuple(
        c for c in found.candidates
        if not asked.is_sentence(c.reading)
        and any(c.document_id == d and a <= c.span[0] < b for d, a, b in places)
    )  # fmt: skip
    return replace(found, hits=hits, candidates=candidates)


def own_cases(data: Path, embedder: Embedder) -> Iterator[Case]:
    """The cases of our own sets."""
    for name in OWN:
        for kind, asked in own_questions(name, data, embedder):
            if kind not in LEFT_OUT:
                silent = kind in ("near_miss", "absent")
                yield from cases_of(kind if silent else "answered", asked, answerable=not silent)


def everyday_cases(given: Sequence[tuple[Path, Path]], embedder: Embedder) -> Iterator[Case]:
    """The cases of questions in everyday words, put to their own documents and to all others."""
    for path, _ in given:
        for other, corpus in given:
            for asked in everyday_questions(path, corpus, embedder):
                own = path == other
                kind = "everyday" if own else "foreign"
                yield from cases_of(kind, asked, answerable=own)


def reserved_cases(data: Path, embedder: Embedder) -> Iterator[Case]:
    """The cases of the questions about the laws that are kept for fitting: answered, and only seeming so."""
    for asked in reserved_questions(data, embedder):
        yield from cases_of("reserved", asked, answerable=True)
    for asked in reserved_questions(data, embedder, answered=False):
        yield from cases_of("seeming", asked, answerable=False)


def grown(cases: Sequence[Case], without: frozenset[str] = frozenset()) -> Forest:
    """Boosted trees for the cases; those features are left out that `without` names, and no tree goes
    against SIGNS."""
    from sklearn.ensemble import (  # type: ignore[import-untyped, unused-ignore]
        HistGradientBoostingClassifier,
    )

    rows = _rows(cases)
    rows[:, [at for at, name in enumerate(NAMES) if name in without]] = 0.0
    counts = np.array([WEIGHTS[c.kind] for c in cases])
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=FEWEST,
        l2_regularization=PENALTY, monotonic_cst=[SIGNS.get(name, 0) for name in NAMES],
        early_stopping=False, random_state=1,
    )  # fmt: skip
    model.fit(rows, np.array([c.right for c in cases]), sample_weight=counts)
    trees = [_tree_of(predictors[0].nodes) for predictors in model._predictors]
    base = float(np.ravel(model._baseline_prediction)[0])
    return Forest(NAMES, round(base, 5), tuple(trees))


def _tree_of(nodes: np.ndarray) -> Tree:
    """A tree of the library as one of ours; bounds stay as they are, since a row may lie right on one."""
    leaf = nodes["is_leaf"].astype(bool)
    return Tree(
        tuple(np.where(leaf, LEAF, nodes["feature_idx"]).tolist()),
        tuple(np.where(leaf, 0.0, nodes["num_threshold"]).tolist()),
        tuple(nodes["left"].tolist()),
        tuple(nodes["right"].tolist()),
        tuple(round(float(v), 6) for v in np.where(leaf, nodes["value"], 0.0)),
    )


def _rows(cases: Sequence[Case]) -> Floats:
    return np.array([c.features for c in cases], np.float64)


def answered(cases: Sequence[Case], forest: Forest) -> npt.NDArray[np.bool_]:
    """Which cases these trees answer."""
    return np.array([forest.chance(row) >= BOUND for row in _rows(cases).astype(np.float32)])


def held_out(cases: Sequence[Case], parts: int = 6) -> npt.NDArray[np.bool_]:
    """Which cases are answered by the trees grown on the other parts."""
    out = np.zeros(len(cases), np.bool_)
    for part in range(parts):
        others = [c for at, c in enumerate(cases) if at % parts != part]
        own = [c for at, c in enumerate(cases) if at % parts == part]
        out[part::parts] = answered(own, grown(others))
    return out


def main() -> None:
    """Gathers the cases, prints what share is answered of each kind, writes the trees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--everyday", nargs=2, type=Path, action="append", default=[],
                        metavar=("QUESTIONS", "CORPUS"))  # fmt: skip
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    embedder = open_embedder()
    cases = [
        *own_cases(args.data, embedder),
        *everyday_cases(args.everyday, embedder),
        *reserved_cases(args.data, embedder),
    ]
    said = held_out(cases)
    for kind in WEIGHTS:
        of_kind = np.array([c.kind == kind for c in cases])
        share = said[of_kind].mean() if of_kind.any() else 0.0
        sys.stdout.write(f"{kind} ({of_kind.sum()}): answered {share:.3f}\n")
    content = {
        "command": "python -m eval.evidence_fit --data DIR --everyday … --write",
        "forest": asdict(grown(cases)),
        "forest_of_any_model": asdict(grown(cases, OF_ONE_MODEL)),
    }
    if args.write:
        enough.FOREST_FILE.write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
