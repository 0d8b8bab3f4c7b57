"""Every source of training pairs, out of the data folder."""

import random
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from index.training import sources
from index.training.cloze import headings, inverse_cloze, question_pairs
from index.training.pairs import Source, key, without_measured
from index.training.sources import Graded, Pair

Reader = Callable[[Path], list[Pair]]

PAIR_FILES: tuple[tuple[str, Reader, float], ...] = (
    ("afqmc_train.tsv", sources.read_positive, 2.0),
    ("atec_train.tsv", sources.read_positive, 2.0),
    ("lcqmc_dev.tsv", sources.read_positive, 2.0),
    ("oppo_dev.tsv", sources.read_positive, 2.0),
    ("cinlid.tsv", sources.read_positive, 1.0),
    ("snli_zh_dev.tsv", sources.read_positive, 2.0),
    ("mnli_zh_dev.tsv", sources.read_positive, 2.0),
    ("ocnli_dev.tsv", sources.read_positive, 2.0),
    ("qbqtc_dev.jsonl", sources.read_titles, 2.0),
    ("simclue_pos.jsonl", sources.read_titles, 2.0),
    ("simclue_triplets.jsonl", sources.read_titles, 2.0),
    ("toyhom_title_answer.tsv", sources.read_columns, 2.0),
)
"""(file, reader, epochs) of the sentence pairs."""

QUESTION_FILES: tuple[tuple[str, float], ...] = (
    ("cmrc2018_train.json", 4.0),
    ("DRCD_dev.json", 4.0),
    ("cail2019_dev.json", 1.0),
    ("chinese_squad2_dev.json", 2.0),
    ("houjin_train.json", 2.0),
    ("houjin_dev.json", 2.0),
)
"""(file, epochs) of the reading-comprehension sets."""

JUDGED_FILES = (
    "afqmc_train.tsv",
    "lcqmc_dev.tsv",
    "oppo_dev.tsv",
    "atec_train.tsv",
    "snli_zh_dev.tsv",
    "mnli_zh_dev.tsv",
    "ocnli_dev.tsv",
)
"""Labelled pairs that may serve as graded ones beside STS-B: alike 1, neutral a half, unlike 0."""


def sentence_sources(data: Path, measured: set[str]) -> list[Source]:
    """Return the sources of published sentence pairs."""
    return [
        Source(name, without_measured(reader(data / "pairs" / name), measured), epochs, True)
        for name, reader, epochs in PAIR_FILES
    ]


def question_sources(data: Path, measured: set[str], rng: random.Random) -> list[Source]:
    """Return for each reading-comprehension set its question pairs and its inverse-cloze pairs."""
    made: list[Source] = []
    for name, epochs in QUESTION_FILES:
        items = sources.read_questions(data / "mrc" / name)
        contexts = dict.fromkeys(i.context for i in items if key(i.context) not in measured)
        cloze = chain.from_iterable(inverse_cloze(c, rng, count=6) for c in contexts)
        asked = without_measured(question_pairs(items), measured)
        made += [
            Source(name, asked, epochs, True, passages=True),
            Source(f"{name}: cloze", without_measured(cloze, measured), 1.0, False, passages=True),
        ]
    return made


def text_sources(data: Path, measured: set[str], rng: random.Random, *, news: int) -> list[Source]:
    """Return the pairs made out of unlabelled text; `news` is the number of articles used."""
    text = data / "text"
    articles = list(sources.read_news(text / "news_2023.txt.xz"))
    chosen = rng.sample(articles, min(news, len(articles)))

    def made(name: str, pairs: Iterable[Iterable[Pair]], epochs: float) -> Source:
        return Source(name, without_measured(chain.from_iterable(pairs), measured), epochs, False)

    reports = chain(
        sources.read_reports(text / "government_work_reports.jsonl"),
        sources.read_reports(text / "cpc_congress_reports.jsonl"),
    )
    laws = sources.read_laws(data / "outlines" / "just_laws")
    return [
        made("news_2023", (inverse_cloze(article, rng, count=3) for article in chosen), 1.0),
        made("reports", (headings(report, rng) for report in reports), 2.0),
        made("laws", (headings(law, rng) for law in laws), 2.0),
    ]


def training_sources(
    data: Path, measured: set[str], rng: random.Random, *, news: int
) -> list[Source]:
    """Return every source of positive pairs without the texts whose keys are in `measured`."""
    return [
        *sentence_sources(data, measured),
        *question_sources(data, measured, rng),
        *text_sources(data, measured, rng, news=news),
    ]


def graded_sets(data: Path, measured: set[str]) -> list[list[Graded]]:
    """Return the graded pairs of STS-B train, then those of each judged file, measured ones out."""
    folder = data / "pairs"
    rows = [sources.read_similarity(folder / "stsb_zh_train.tsv")]
    rows += [sources.read_judged(folder / name) for name in JUDGED_FILES]
    return [
        [row for row in some if measured.isdisjoint((key(row.left), key(row.right)))]
        for some in rows
    ]
