"""From the data folder to what a run needs: tokenizer, starting rows, sources as bags."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training import sources
from index.training.asked_lines import FOLDER, Asked, read_asked
from index.training.bags import UNKNOWN_ID, make_bags
from index.training.cache import Cache
from index.training.fine_tuning import AskedBags, asked_bags
from index.training.gather import graded_sets, training_sources
from index.training.heldout import heldout_texts
from index.training.lexicon import build_tokenizer, choose_pieces, count_words
from index.training.loop import GradedBags, PairBags
from index.training.pairs import Source, measured_texts, without_measured
from index.training.recipe import Recipe
from index.training.sayings import glossary_pairs
from index.training.sources import Graded
from index.training.start import WINDOW, information, random_rows, starting_rows
from index.training.word_vectors import neighbour_pairs, read_vectors

# Pieces for the word count come from every fifth article: plenty, and it saves four minutes.
COUNTED = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that training needs."""

    tokenizer: Tokenizer
    rows: NDArray[np.float32]
    sources: list[PairBags]
    graded: list[GradedBags]
    asked: AskedBags | None


def plain_texts(data: Path, *, every: int) -> Iterator[str]:
    """Yield the unlabelled texts: one news article in `every`, all reports, all laws."""
    text = data / "text"
    for place, article in enumerate(sources.read_news(text / "news_2023.txt.xz")):
        if place % every == 0:
            yield article
    yield from sources.read_reports(text / "government_work_reports.jsonl")
    yield from sources.read_reports(text / "cpc_congress_reports.jsonl")
    yield from sources.read_laws(data / "outlines" / "just_laws")


def pair_texts(pairs: list[Source]) -> Iterator[str]:
    """Yield the distinct texts of the labelled sources (the cloze ones repeat the plain texts)."""
    for source in pairs:
        if source.labelled:
            both = chain.from_iterable((pair.left, pair.right) for pair in source.pairs)
            yield from dict.fromkeys(both)


def pair_bags(tokenizer: Tokenizer, source: Source) -> PairBags:
    """Return a source as bags, equal texts being one text."""
    lefts: dict[str, int] = {}
    rights: dict[str, int] = {}
    pairs = [
        (
            lefts.setdefault(pair.left, len(lefts)),
            rights.setdefault(pair.right, len(rights)),
            rights.setdefault(pair.worse, len(rights)) if pair.worse else -1,
        )
        for pair in source.pairs
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    return PairBags(
        name=source.name,
        left=make_bags(tokenizer, list(lefts)),
        right=make_bags(tokenizer, list(rights)),
        lefts=np.ascontiguousarray(table[:, 0]),
        rights=np.ascontiguousarray(table[:, 1]),
        worse=np.ascontiguousarray(table[:, 2]),
        epochs=source.epochs,
        labelled=source.labelled,
        mined=source.passages,
    )


def graded_bags(tokenizer: Tokenizer, rows: list[Graded]) -> GradedBags:
    """Return graded pairs as bags."""
    left = make_bags(tokenizer, [row.left for row in rows])
    right = make_bags(tokenizer, [row.right for row in rows])
    return GradedBags(left, right, np.array([row.score for row in rows], dtype=np.float32))


def stream(tokenizer: Tokenizer, texts: Iterable[str]) -> NDArray[np.int32]:
    """Return all texts as one run of pieces, unknown pieces and the gaps between texts as -1."""
    gap = np.full(WINDOW, -1, dtype=np.int32)
    parts: list[NDArray[np.int32]] = []
    rest = iter(texts)
    while some := list(islice(rest, 2000)):
        for encoding in tokenizer.encode_batch_fast(some, add_special_tokens=False):
            ids = np.array(encoding.ids, dtype=np.int32)
            ids[ids == UNKNOWN_ID] = -1
            parts += [ids, gap]
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class Preparation:
    """The stages before training, each kept in `cache` under what it depends on.

    With `held_out` the held-out texts stay out of training.
    """

    data: Path
    recipe: Recipe
    cache: Cache
    held_out: bool

    @property
    def drawn(self) -> tuple[object, ...]:
        """What the pairs depend on."""
        return (self.held_out, self.recipe.news, self.recipe.seed)

    @property
    def cut(self) -> tuple[object, ...]:
        """What the pieces of a text depend on."""
        return (*self.drawn, self.recipe.pieces, self.recipe.longest, self.recipe.fold)

    def measured(self) -> set[str]:
        """Return the keys of all texts that must not be trained on."""
        held = heldout_texts(self.data) if self.held_out else set()
        return measured_texts(self.data) | held

    def pairs(self) -> list[Source]:
        """Return the sources of pairs."""
        rng, news = random.Random(self.recipe.seed), self.recipe.news
        return self.cache.stage(
            "pairs",
            self.drawn,
            lambda: training_sources(self.data, self.measured(), rng, news=news),
        )

    def sayings(self, glossary: Path) -> Source:
        """Return the pairs of the glossary: not kept, since the glossary grows."""
        pairs = without_measured(glossary_pairs(glossary), self.measured())
        return Source("glossary", pairs, self.recipe.glossary, True)

    def near_words(self, vectors: Path) -> Source:
        """Return the pairs of near words out of the word vectors of others."""
        pairs = self.cache.stage("near words", (), lambda: neighbour_pairs(*read_vectors(vectors)))
        return Source(
            "near words", without_measured(pairs, self.measured()), self.recipe.neighbours, True
        )

    def asked(self, folder: Path) -> Asked:
        """Return the questions in everyday words: not kept, since more may be written.

        ValueError where there are none: the model would not be the one of the recipe.
        """
        asked = read_asked(self.data, self.measured(), self.recipe.own, folder)
        if not asked.questions:
            raise ValueError(
                f"the recipe learns from questions in everyday words: none in {folder}"
            )
        return asked

    def graded(self) -> list[list[Graded]]:
        """Return the graded pairs, set by set."""
        return self.cache.stage(
            "graded", self.held_out, lambda: graded_sets(self.data, self.measured())
        )

    def tokenizer(self, pairs: list[Source]) -> Tokenizer:
        """Return the tokenizer over the words counted in all texts."""
        words: Counter[str] = self.cache.stage(
            "words",
            self.drawn,
            lambda: count_words(chain(plain_texts(self.data, every=COUNTED), pair_texts(pairs))),
        )
        pieces = choose_pieces(words, self.recipe.pieces, self.recipe.longest)
        return build_tokenizer(pieces, fold=self.recipe.fold)

    def rows(self, tokenizer: Tokenizer, pairs: list[Source]) -> NDArray[np.float32]:
        """Return the starting rows of the pieces."""
        recipe, size = self.recipe, tokenizer.get_vocab_size()
        texts = chain(plain_texts(self.data, every=1), pair_texts(pairs))
        ids = self.cache.stage("stream", self.cut, lambda: stream(tokenizer, texts))
        share = np.bincount(ids[ids >= 0], minlength=size) / max(1, (ids >= 0).sum())
        form = (recipe.dimension, recipe.sif, recipe.start)
        if recipe.start == "random":
            make = partial(random_rows, share)
        else:
            matrix = self.cache.stage("information", self.cut, lambda: information(ids, size))
            make = partial(starting_rows, matrix, share)
        return self.cache.stage(
            "start",
            (*self.cut, *form),
            lambda: make(dimension=recipe.dimension, sif=recipe.sif, seed=recipe.seed),
        )


def prepare(
    data: Path, recipe: Recipe, cache: Cache, *, held_out: bool, glossary: Path | None = None,
    vectors: Path | None = None, questions: Path = FOLDER,
) -> Prepared:  # fmt: skip
    """Return what a run of `recipe` needs; `held_out` keeps the held-out texts from training.

    `glossary` is a folder of glossary files, `vectors` the archive with the word vectors of others;
    their words are learned, but choose no pieces; `questions` is the folder of the questions in everyday
    words. ValueError where the recipe asks for either of the last two
    and there is none.
    """
    if recipe.neighbours and vectors is None:
        raise ValueError("the recipe learns from near words: give the archive with word vectors")
    work = Preparation(data, recipe, cache, held_out)
    asked = work.asked(questions) if recipe.asked else None
    pairs, graded = work.pairs(), work.graded()
    tokenizer = work.tokenizer(pairs)
    rows = work.rows(tokenizer, pairs)
    made = cache.stage(
        "bags", work.cut, lambda: [pair_bags(tokenizer, some) for some in pairs if some.pairs]
    )
    judged = cache.stage(
        "judged", work.cut, lambda: [graded_bags(tokenizer, some) for some in graded if some]
    )
    if glossary is not None and recipe.glossary:
        said = work.sayings(glossary)
        made = [*made, pair_bags(tokenizer, said)]
    if vectors is not None and recipe.neighbours:
        made = [*made, pair_bags(tokenizer, work.near_words(vectors))]
    bags = asked_bags(tokenizer, asked) if asked is not None else None
    return Prepared(tokenizer, rows, made, judged, bags)
