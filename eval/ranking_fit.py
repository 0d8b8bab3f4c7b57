"""Fits the weights of the ranker: python -m eval.ranking_fit --data DIR [--everyday …] [--write]

On questions that the public sets keep for training, and on the dev split of our own sets; never on
a split that is measured: CMRC dev, DRCD test, CAIL test and our test split are not read.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np

from eval.borrowed import files_of, gathered
from eval.gold import stands_at
from eval.listwise import Group, first_right, fit
from eval.questions import EvalQuestion, Gold, GoldSection, find_set, load_set, of_split
from index.corpus import read_corpus, read_inline
from index.documents import Chunk, Document, Hit
from index.embedding import Embedder, open_embedder
from index.store import Store
from index.training.sources import read_questions
from index.words import terms
from rag.catalogue import Catalogue
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking.features import NAMES, features
from rag.ranking.pieces import HasPieces
from rag.ranking.ranker import WEIGHTS_FILE
from rag.retrieve import compare, search_hit

PUBLIC = (("cmrc2018_train.json", 1000), ("DRCD_dev.json", 800), ("cail2019_dev.json", 800))
"""Files of questions and how many are drawn of each."""
CONTEXTS = 1_500
"""Most passages of a public file that are searched."""
PUBLIC_WEIGHT, OWN_WEIGHT, PARAPHRASE_WEIGHT, EVERYDAY_WEIGHT = 0.15, 10.0, 4.0, 2.0
"""What a set counts. The embedding was trained on the public questions, so that it is better on
them than it will be on others: they only steady the weights."""
OWN = ("customs", "laws")
CORPUS = Path(__file__).parent.parent / "corpus"


Right = Callable[[Chunk], bool]


def public_groups(path: Path, size: int, embedder: Embedder) -> list[Group]:
    """Questions of a file against all its passages: right is a chunk of the question's own."""
    items = read_questions(path)
    random.Random(3).shuffle(items)
    contexts = list(dict.fromkeys(item.context for item in items))[:CONTEXTS]
    documents = {text: read_inline("段落", text) for text in contexts}
    asked = [item for item in items if item.context in documents][:size]
    with _catalogue(list(documents.values()), embedder) as catalogue:
        return [_group(catalogue, i.question, _of(documents[i.context].id)) for i in asked]


def own_groups(name: str, data: Path, embedder: Embedder) -> tuple[list[Group], list[Group]]:
    """The single questions of the dev split of a set of ours that have gold sections: those in the
    documents' words, and those in everyday words (a set counts by its mean, so they are two)."""
    path = find_set(name)
    asked = [
        q for q in of_split(load_set(path), "dev")
        if q.gold.sections and not q.texts and len(q.turns) == 1
    ]  # fmt: skip
    with ExitStack() as stack:
        borrowed = files_of(path)
        corpus = stack.enter_context(gathered(borrowed, data)).corpus if borrowed else CORPUS
        documents, _ = read_corpus(corpus)
        catalogue = stack.enter_context(_catalogue(documents, embedder))
        groups = [(q.type, _group(catalogue, q.turns[-1], _gold(catalogue, q))) for q in asked]
        plain = [group for kind, group in groups if kind != "paraphrase"]
        return plain, [group for kind, group in groups if kind == "paraphrase"]


def everyday_groups(path: Path, corpus: Path, embedder: Embedder) -> list[Group]:
    """Questions in everyday words: lines of question, document (its title) and labels of sections.

    A line whose document the corpus lacks, or without labels, is left out.
    """
    documents, _ = read_corpus(corpus)
    with _catalogue(documents, embedder) as catalogue:
        titles = {info.title: info.id for info in catalogue.infos}
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        known = [line for line in lines if line["labels"] and line["document"] in titles]
        golds = [
            (line["question"], _any_of(titles[line["document"]], line["labels"])) for line in known
        ]
        return [_group(catalogue, asked, _stands(catalogue, gold)) for asked, gold in golds]


def _any_of(document_id: str, labels: Sequence[str]) -> Gold:
    sections = tuple(GoldSection(document=document_id, label=label) for label in labels)
    return Gold(mode="any", sections=sections)


@contextmanager
def _catalogue(documents: Sequence[Document], embedder: Embedder) -> Iterator[Catalogue]:
    store = Store.in_memory(documents, embedder)
    try:
        yield Catalogue(store, embedder)
    finally:
        store.close()


def _of(document_id: str) -> Right:
    return lambda chunk: chunk.document_id == document_id


def _gold(catalogue: Catalogue, question: EvalQuestion) -> Right:
    return _stands(catalogue, question.gold)


def _stands(catalogue: Catalogue, gold: Gold) -> Right:
    def right(chunk: Chunk) -> bool:
        place = search_hit(catalogue, Hit(chunk, 0.0, None, None))
        return any(stands_at(place, section) for section in gold.sections)

    return right


def _group(catalogue: Catalogue, question: str, right: Right) -> Group:
    query = expand(ParsedQuestion(question), catalogue)
    own = terms(query.question.core) or terms(question)
    found = compare(catalogue, query, own, [info.id for info in catalogue.infos])
    table = catalogue.embedder if isinstance(catalogue.embedder, HasPieces) else None
    rows = features(found.asked, found.views, found.words, found.vectors, table)
    return Group(rows, np.array([right(view.chunk) for view in found.views], np.bool_))


def main() -> None:
    """Gathers the groups, fits, prints the share of right firsts, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--everyday", nargs=2, type=Path, action="append", default=[],
                        metavar=("QUESTIONS", "CORPUS"))  # fmt: skip
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    embedder = open_embedder()
    public = {n: public_groups(args.data / "mrc" / n, k, embedder) for n, k in PUBLIC}
    own, told = {}, {}
    for name in OWN:
        own[name], told[f"{name}, everyday words"] = own_groups(name, args.data, embedder)
    spoken = {f.stem: everyday_groups(f, corpus, embedder) for f, corpus in args.everyday}
    kinds = (
        (public, PUBLIC_WEIGHT), (own, OWN_WEIGHT), (told, PARAPHRASE_WEIGHT),
        (spoken, EVERYDAY_WEIGHT),
    )  # fmt: skip
    weights = fit([(groups, weight) for kind, weight in kinds for groups in kind.values()])
    for name, groups in (public | own | told | spoken).items():
        shares = (first_right(groups, weights, cutoff) for cutoff in (1, 5))
        sys.stdout.write(f"{name}: {' '.join(f'{share:.3f}' for share in shares)}\n")
    found = {name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)}
    sys.stdout.write(f"{found}\n")
    if args.write:
        content = {"command": "python -m eval.ranking_fit --data DIR --write", "weights": found}
        WEIGHTS_FILE.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
