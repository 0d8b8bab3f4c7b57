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
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.fitting_data import OWN, Asked, everyday_questions, own_questions, reserved_questions
from index.embedding import Embedder, open_embedder
from rag.evidence import enough
from rag.evidence.enough import BOUND, OF_ONE_MODEL
from rag.evidence.features import NAMES
from rag.evidence.sufficiency import Sufficiency
from rag.forms.found import Found
from rag.passage import find
from rag.question import ParsedQuestion
from rag.scope import choose_scope

WEIGHTS = {
    "answered": 1.0,
    "everyday": 0.5,
    "near_miss": 2.5,
    "absent": 2.0,
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
        ("cover", "meaning", "bridge", "characters", "score", "nearest", "farthest"), 1
    ),
    **dict.fromkeys(("unmet", "lacking", "other_words", "unknown_words"), -1),
    **dict.fromkeys(("absent", "no_figure", "no_members"), -1),
}
"""What is in common never speaks against an answer, and what is lacking never for one."""
PENALTY = 3.0
STEPS = 50

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
    """The cases of the questions about the laws that are kept for fitting."""
    for asked in reserved_questions(data, embedder):
        yield from cases_of("reserved", asked, answerable=True)


def fit(rows: Floats, right: Floats, counts: Floats) -> Floats:
    """The bias and the weights of a logistic regression, by Newton's steps.

    The squares of the weights of the standardised features are penalised, the bias is not.
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    table = np.column_stack([np.ones(len(rows)), (rows - mean) / scale])
    penalty = np.diag([0.0, *[PENALTY] * rows.shape[1]])
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (counts * (chance - right)) + penalty @ found
        bend = (table.T * (counts * chance * (1 - chance))) @ table + penalty
        found = found - np.linalg.solve(bend, slope)
    weights = found[1:] / scale
    return np.asarray([found[0] - weights @ mean, *weights])


def fitted(cases: Sequence[Case], without: frozenset[str] = frozenset()) -> dict[str, float]:
    """Bias and weights by name; 0 for the features that are left out, and for those that would come
    out with another sign than SIGNS: the fit is made again without them."""
    kept = [at for at, name in enumerate(NAMES) if name not in without]
    rows = np.array([c.features for c in cases])[:, kept]
    found = fit(
        rows, np.array([float(c.right) for c in cases]), np.array([WEIGHTS[c.kind] for c in cases])
    )
    weights = {NAMES[at]: round(float(w), 4) for at, w in zip(kept, found[1:], strict=True)}
    wrong = {name for name, weight in weights.items() if weight * SIGNS.get(name, 0) < 0}
    if wrong:
        return fitted(cases, without | wrong)
    return {"bias": round(float(found[0]), 4), **dict.fromkeys(NAMES, 0.0), **weights}


def answered(cases: Sequence[Case], weights: dict[str, float]) -> npt.NDArray[np.bool_]:
    """Which cases these weights answer."""
    sums = np.array([c.features for c in cases]) @ np.array([weights[name] for name in NAMES])
    return np.asarray(1 / (1 + np.exp(-(sums + weights["bias"]))) >= BOUND)


def held_out(cases: Sequence[Case], parts: int = 6) -> npt.NDArray[np.bool_]:
    """Which cases are answered by the weights fitted on the other parts."""
    out = np.zeros(len(cases), np.bool_)
    for part in range(parts):
        others = [c for at, c in enumerate(cases) if at % parts != part]
        own = [c for at, c in enumerate(cases) if at % parts == part]
        out[part::parts] = answered(own, fitted(others))
    return out


def main() -> None:
    """Gathers the cases, fits, prints what share is answered of each kind, writes the weights."""
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
        "weights": fitted(cases),
        "weights_of_any_model": fitted(cases, OF_ONE_MODEL),
    }
    sys.stdout.write(f"{json.dumps(content, indent=2)}\n")
    if args.write:
        enough.WEIGHTS_FILE.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
