"""The tokenizer: a lexicon of short Chinese words with their frequencies, cut by best path.

A Unigram model over words found by jieba, not a learned BPE or Unigram: without word boundaries
those learn phrases ("的发展") that are neither words nor shared between a question and its answer.
Punctuation is dropped; every character seen often enough is a piece, so a rare name falls into its
characters.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.training.charsmap import pack, traditional_map

UNKNOWN = "[UNK]"
RUNS = r"\p{Han}+|[\p{L}&&[^\p{Han}]]+|\p{N}+"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002a6df]+")
_LATIN = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]+")


def normaliser(*, fold: bool = True) -> normalizers.Normalizer:
    """Return NFKC, then lower case, then Traditional → Simplified, for the tokenizer file itself."""
    steps = [normalizers.NFKC(), normalizers.Lowercase()]
    if fold:
        steps.append(normalizers.Precompiled(_packed_map()))
    return normalizers.Sequence(steps)


@cache
def _packed_map() -> bytes:
    return pack(traditional_map())


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Count the words of `texts` as jieba cuts them, and each character once more by itself."""
    import jieba

    normalise = normaliser().normalize_str
    words: Counter[str] = Counter()
    for text in texts:
        plain = normalise(text)
        words.update(jieba.cut(plain, HMM=False))
        words.update(character for character in plain if not character.isspace())
    return words


def is_chinese(piece: str) -> bool:
    """Return whether a piece consists of Chinese characters alone."""
    return _HAN.fullmatch(piece) is not None


def choose_pieces(words: Counter[str], size: int, longest: int) -> list[tuple[str, float]]:
    """Return at most `size` (piece, log probability), the unknown piece first.

    Chinese pieces have at most `longest` characters, digit runs 4, Latin words 12. Single
    characters come first (a word is counted over its characters only where it is frequent).
    """
    limits = ((_HAN, longest), (_LATIN, 12), (_DIGITS, 4))
    usable = {
        word: count
        for word, count in words.items()
        if any(kind.fullmatch(word) and len(word) <= limit for kind, limit in limits)
    }
    singles = {w: c for w, c in usable.items() if len(w) == 1 and c >= 5}
    longer = sorted(
        ((w, c) for w, c in usable.items() if len(w) > 1), key=lambda item: (-item[1], item[0])
    )
    kept = singles | dict(longer[: max(0, size - 1 - len(singles))])
    total = math.log(sum(kept.values()))
    ranked = sorted(kept.items(), key=lambda item: (-item[1], item[0]))
    pieces = [(word, round(math.log(count) - total, 4)) for word, count in ranked]
    return [(UNKNOWN, round(min(score for _, score in pieces) - 10.0, 4)), *pieces]


def build_tokenizer(pieces: list[tuple[str, float]], *, fold: bool = True) -> Tokenizer:
    """Return the tokenizer of `pieces`; piece 0 is the unknown one."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normaliser(fold=fold)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(RUNS), "removed", invert=True)
    return tokenizer
