"""Questions held out of the training sets, to choose settings by; the measured sets stay unseen."""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from index.embedding import Embedder
from index.training.measure import recalls_of, similarity
from index.training.pairs import key
from index.training.sources import Question, read_questions

HELD_OUT = (("cmrc2018_train.json", 4), ("DRCD_dev.json", 3))
"""(file, n): every n-th context of the file, by the hash of its text, with its questions."""


@dataclass(frozen=True, slots=True)
class DevFigures:
    """Spearman on STS-B dev, recall@1 on held-out questions; each at most 1, higher is better."""

    stsb_dev: float
    cmrc_held_out: float
    drcd_held_out: float


def heldout_questions(data: Path, name: str, share: int) -> list[Question]:
    """Return the questions of the file whose context falls into the held-out share."""
    items = read_questions(data / "mrc" / name)
    return [item for item in items if crc32(key(item.context).encode()) % share == 0]


def heldout_texts(data: Path) -> set[str]:
    """Return the keys of all held-out questions and contexts."""
    found: set[str] = set()
    for name, share in HELD_OUT:
        for item in heldout_questions(data, name, share):
            found.update((key(item.question), key(item.context)))
    return found


def dev_figures(embedder: Embedder, data: Path) -> DevFigures:
    """Return the figures that settings are chosen by."""
    cmrc, drcd = (
        recalls_of(embedder, heldout_questions(data, name, share), (1,))[0]
        for name, share in HELD_OUT
    )
    stsb = similarity(embedder, data / "pairs" / "stsb_zh_dev.tsv")
    return DevFigures(stsb, cmrc, drcd)
