"""What a training pair may not be: a measured text, a repeat, a text paired with itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from index.folding import fold
from index.training import sources
from index.training.sources import Pair


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one kind. Batches are drawn from one source at a time; `epochs` is its share.

    `labelled` tells published pairs from those made out of plain text; `passages` tells sources
    whose right texts are passages, each the answer of few left texts: there a passage that scores
    high for another question is a sound hard negative.
    """

    name: str
    pairs: list[Pair]
    epochs: float
    labelled: bool
    passages: bool = False


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
    """Return the pairs free of measured texts, each once, and never a text with itself.

    A `worse` text that is measured, or the right text over again, is taken off its pair.
    """
    seen: set[tuple[str, str]] = set()
    kept: list[Pair] = []
    for pair in pairs:
        left, right = key(pair.left), key(pair.right)
        if left in measured or right in measured or left == right or not (left and right):
            continue
        if (left, right) in seen:
            continue
        seen.add((left, right))
        if pair.worse and (key(pair.worse) in measured or key(pair.worse) in ("", left, right)):
            kept.append(replace(pair, worse=""))
        else:
            kept.append(pair)
    return kept
