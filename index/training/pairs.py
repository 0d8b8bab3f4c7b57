"""Training pairs out of the data folder, with everything that is measured taken out."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from index.folding import fold
from index.training import sources
from index.training.sources import Graded, Pair, Question

SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;”』」]*")
_LEADING_NUMBER = re.compile(
    r"^\s*(第[零一二三四五六七八九十百千\d]+[篇章节条]|[（(]?[一二三四五六七八九十百]+[)）]?[、.．]?|\d+[、.．])\s*"
)
PASSAGE_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one kind. Batches are drawn from one source at a time; `epochs` is its share.

    `labelled` tells published pairs from those made out of plain text.
    """

    name: str
    pairs: list[Pair]
    epochs: float
    labelled: bool


def key(text: str) -> str:
    """Return the text folded and without anything but letters and digits: the identity of a text."""
    return "".join(character for character in fold(text) if character.isalnum())


def measured_texts(data: Path) -> set[str]:
    """Return the keys of every text of a measure-only (or tuning) set: none may be trained on."""
    found: set[str] = set()
    for name in ("stsb_zh_dev.tsv", "stsb_zh_test.tsv"):
        for left, right, _ in sources.read_labelled(data / "pairs" / name):
            found.update((key(left), key(right)))
    for name in ("cmrc2018_dev.json", "DRCD_test.json", "cail2019_test.json"):
        for item in sources.read_questions(data / "mrc" / name):
            found.update((key(item.question), key(item.context)))
    return found


def without_measured(pairs: Iterable[Pair], measured: set[str]) -> list[Pair]:
    """Return the pairs free of measured texts, each once, and never a text with itself."""
    seen: set[tuple[str, str]] = set()
    kept: list[Pair] = []
    for pair in pairs:
        left, right = key(pair.left), key(pair.right)
        if left in measured or right in measured or left == right or not (left and right):
            continue
        if (left, right) not in seen:
            seen.add((left, right))
            kept.append(pair)
    return kept


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` in order, each with its end mark."""
    return [sentence for match in SENTENCE.finditer(text) if (sentence := match.group().strip())]


def inverse_cloze(paragraph: str, rng: random.Random, *, count: int) -> Iterator[Pair]:
    """Yield up to `count` (sentence, the text around it) pairs of one paragraph.

    The first sentence, which is title-like, is always tried. The surroundings are at most about
    400 characters; one time in ten the sentence stays in, so that exact words still count.
    """
    parts = [part for part in sentences(paragraph) if len(part) >= 6]
    if len(parts) < 3:
        return
    for place in {0, *rng.sample(range(len(parts)), min(count - 1, len(parts)))}:
        low = rng.randint(max(0, place - 4), place)
        around = parts[low:place] + ([parts[place]] if rng.random() < 0.1 else [])
        for part in parts[place + 1 :]:
            if sum(map(len, around)) + len(part) > PASSAGE_LIMIT:
                break
            around.append(part)
        if around:
            yield Pair(parts[place][:120], "".join(around)[: 2 * PASSAGE_LIMIT])


def headings(document: str, rng: random.Random) -> Iterator[Pair]:
    """Yield (first clause, rest of the paragraph) and (heading line, next paragraph) of a document."""
    lines = [line.strip() for line in re.split(r"\n|\u3000\u3000", document) if line.strip()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        bare = _LEADING_NUMBER.sub("", line)
        if len(bare) < 30:
            if len(bare) >= 2 and len(following) >= 40:
                yield Pair(bare, following[:PASSAGE_LIMIT])
            continue
        first, mark, rest = bare.partition("。")
        if not mark or len(first) > 40:
            first, mark, rest = bare.partition("，")
        if mark and 4 <= len(first) <= 40 and len(rest) >= 20:
            yield Pair(first, rest[:PASSAGE_LIMIT])
        yield from inverse_cloze(bare, rng, count=2)


def answer_sentence(item: Question) -> str:
    """Return the sentence of the context in which the answer starts, or "" where none is known."""
    if item.start < 0:
        return ""
    for match in SENTENCE.finditer(item.context):
        if match.start() <= item.start < match.end():
            return match.group()
    return ""


def question_pairs(items: list[Question]) -> Iterator[Pair]:
    """Yield (question, context) and, where the answer is placed, (question, its sentence)."""
    for item in items:
        yield Pair(item.question, item.context[: 2 * PASSAGE_LIMIT])
        sentence = answer_sentence(item)
        if len(sentence) >= 8 and len(sentence) < len(item.context) / 2:
            yield Pair(item.question, sentence)
        if item.start >= PASSAGE_LIMIT:
            low = item.start - PASSAGE_LIMIT // 2
            yield Pair(item.question, item.context[low : low + PASSAGE_LIMIT])


def training_sources(data: Path, rng: random.Random, *, news: int) -> list[Source]:
    """Return every source of positive pairs; `news` is the number of articles used."""
    measured = measured_texts(data)
    folder, mrc, text = data / "pairs", data / "mrc", data / "text"

    def source(name: str, pairs: Iterable[Pair], epochs: float) -> Source:
        return Source(name, without_measured(pairs, measured), epochs, labelled=True)

    def made_up(name: str, pairs: Iterable[Pair], epochs: float) -> Source:
        return Source(name, without_measured(pairs, measured), epochs, labelled=False)

    def plain(name: str, reader: Callable[[Path], list[Pair]], epochs: float) -> Source:
        return source(name, reader(folder / name), epochs)

    made = [
        plain(name, sources.read_positive, 2.0)
        for name in ("afqmc_train.tsv", "atec_train.tsv", "lcqmc_dev.tsv", "oppo_dev.tsv")
    ]
    made += [
        plain("cinlid.tsv", sources.read_positive, 1.0),
        plain("snli_zh_dev.tsv", sources.read_positive, 2.0),
        plain("mnli_zh_dev.tsv", sources.read_positive, 2.0),
        plain("ocnli_dev.tsv", sources.read_positive, 2.0),
        plain("qbqtc_dev.jsonl", sources.read_titles, 2.0),
        plain("simclue_pos.jsonl", sources.read_titles, 2.0),
        plain("simclue_triplets.jsonl", sources.read_titles, 2.0),
        plain("toyhom_title_answer.tsv", sources.read_columns, 2.0),
    ]
    sets = (
        ("cmrc2018_train.json", 4.0),
        ("DRCD_dev.json", 4.0),
        ("cail2019_dev.json", 1.0),
        ("chinese_squad2_dev.json", 2.0),
        ("houjin_train.json", 2.0),
        ("houjin_dev.json", 2.0),
    )
    for name, epochs in sets:
        items = sources.read_questions(mrc / name)
        made.append(source(name, question_pairs(items), epochs))
        contexts = dict.fromkeys(
            item.context for item in items if key(item.context) not in measured
        )
        cloze = chain.from_iterable(inverse_cloze(c, rng, count=6) for c in contexts)
        made.append(made_up(f"{name}: cloze", cloze, 1.0))
    articles = list(sources.read_news(text / "news_2023.txt.xz"))
    chosen = rng.sample(articles, min(news, len(articles)))
    cloze = chain.from_iterable(inverse_cloze(article, rng, count=3) for article in chosen)
    made.append(made_up("news_2023", cloze, 1.0))
    reports = chain(
        sources.read_reports(text / "government_work_reports.jsonl"),
        sources.read_reports(text / "cpc_congress_reports.jsonl"),
    )
    made.append(made_up("reports", chain.from_iterable(headings(r, rng) for r in reports), 2.0))
    laws = sources.read_laws(data / "outlines" / "just_laws")
    made.append(made_up("laws", chain.from_iterable(headings(law, rng) for law in laws), 2.0))
    return made


def graded_pairs(data: Path) -> list[Graded]:
    """Return the graded pairs of STS-B train that hold no measured text."""
    measured = measured_texts(data)
    rows = sources.read_similarity(data / "pairs" / "stsb_zh_train.tsv")
    return [row for row in rows if measured.isdisjoint((key(row.left), key(row.right)))]
