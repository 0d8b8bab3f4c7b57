"""Pairs out of plain text: a sentence and the text around it, a heading and what follows."""

import random
import re
from collections.abc import Iterator

from index.training.sources import Pair, Question

SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;”』」]*")
_LEADING_NUMBER = re.compile(
    r"^\s*(第[零一二三四五六七八九十百千\d]+[篇章节条]|[（(]?[一二三四五六七八九十百]+[)）]?[、.．]?|\d+[、.．])\s*"
)
PASSAGE_LIMIT = 400


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
