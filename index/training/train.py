"""Train the embedding from nothing: `python -m index.training.train --data DIR --out DIR`."""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training import sources
from index.training.folder import write_model
from index.training.lexicon import build_tokenizer, choose_pieces, count_words
from index.training.loop import Bags, GradedBags, PairBags, Settings, train
from index.training.pairs import Source, graded_pairs, training_sources
from index.training.sources import Graded
from index.training.start import WINDOW, starting_rows

# Texts longer than this many pieces are cut in training; pieces for the word count come from every
# fifth article, which is plenty for frequencies and saves four minutes.
LONGEST_TEXT = 400
COUNTED = 5
UNKNOWN_ID = 0


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


def bags(tokenizer: Tokenizer, texts: list[str]) -> Bags:
    """Return `texts` as pieces without the unknown one; a text with none keeps it."""
    pieces: list[NDArray[np.int32]] = []
    for start in range(0, len(texts), 20_000):
        some = tokenizer.encode_batch_fast(texts[start : start + 20_000], add_special_tokens=False)
        for encoding in some:
            known = [i for i in encoding.ids[:LONGEST_TEXT] if i != UNKNOWN_ID] or [UNKNOWN_ID]
            pieces.append(np.array(known, dtype=np.int32))
    lengths = np.array([0, *map(len, pieces)], dtype=np.int64)
    return Bags(np.concatenate(pieces), np.cumsum(lengths))


def pair_bags(tokenizer: Tokenizer, source: Source) -> PairBags:
    """Return a source as pieces; pairs with the same right text share a group."""
    groups: dict[str, int] = {}
    same = [groups.setdefault(pair.right, len(groups)) for pair in source.pairs]
    left = bags(tokenizer, [pair.left for pair in source.pairs])
    right = bags(tokenizer, [pair.right for pair in source.pairs])
    return PairBags(source.name, left, right, np.array(same, dtype=np.int64), source.epochs)


def graded_bags(tokenizer: Tokenizer, rows: list[Graded]) -> GradedBags:
    """Return graded pairs as pieces."""
    left, right = bags(tokenizer, [r.left for r in rows]), bags(tokenizer, [r.right for r in rows])
    return GradedBags(left, right, np.array([r.score for r in rows], dtype=np.float32))


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


def say(line: str) -> None:
    """Write one line of progress, with the time of day."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")


def arguments() -> argparse.Namespace:
    """Return the options of the command line; the defaults are those of the shipped model."""
    parser = argparse.ArgumentParser(prog="python -m index.training.train", description=__doc__)
    standard = Settings()
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--pieces", type=int, default=18_500, help="size of the vocabulary")
    parser.add_argument("--longest", type=int, default=4, help="characters in the longest piece")
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--sif", type=float, default=1e-3, help="a of the weight a / (a + p)")
    parser.add_argument("--news", type=int, default=70_000, help="news articles for inverse cloze")
    parser.add_argument("--rounds", type=float, default=standard.rounds)
    parser.add_argument("--batch", type=int, default=standard.batch)
    parser.add_argument("--rate", type=float, default=standard.rate)
    parser.add_argument("--temperature", type=float, default=standard.temperature)
    parser.add_argument("--seed", type=int, default=standard.seed)
    return parser.parse_args()


def main() -> None:
    """Read the data, count words, lay out the start, train, write the folder."""
    given = arguments()
    pairs = training_sources(given.data, random.Random(given.seed), news=given.news)
    graded = graded_pairs(given.data)
    say(f"{sum(len(source.pairs) for source in pairs)} pairs from {len(pairs)} sources")
    words = count_words(chain(plain_texts(given.data, every=COUNTED), pair_texts(pairs)))
    tokenizer = build_tokenizer(choose_pieces(words, given.pieces, given.longest))
    size = tokenizer.get_vocab_size()
    say(f"{size} pieces")
    texts = chain(plain_texts(given.data, every=1), pair_texts(pairs))
    start = starting_rows(
        stream(tokenizer, texts), size, dimension=given.dimension, sif=given.sif, seed=given.seed
    )
    say("starting vectors made")
    rows = train(
        start,
        [pair_bags(tokenizer, source) for source in pairs],
        graded_bags(tokenizer, graded),
        Settings(
            rounds=given.rounds,
            batch=given.batch,
            rate=given.rate,
            temperature=given.temperature,
            seed=given.seed,
        ),
        lambda step, steps, loss: say(f"step {step} of {steps}, loss {loss:.3f}"),
    )
    rows[UNKNOWN_ID] = 0
    write_model(given.out, tokenizer, rows)
    say(f"written to {given.out}")


if __name__ == "__main__":
    main()
