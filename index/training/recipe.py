"""Everything a training run depends on beside the data; the defaults made the model shipped."""

from dataclasses import dataclass
from typing import Literal

from index.embedding_pairs import Pairs

Negatives = Literal["none", "words", "model"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one run.

    Vocabulary: at most `pieces` pieces, Chinese ones of at most `longest` characters; `fold`
    brings Traditional characters to Simplified.

    Table: `dimension` numbers a row; `start` is where rows begin ("words": mutual information of
    neighbours, weighted by `sif` / (`sif` + p); "random": noise under the same weight); `bits` of a
    number in the file (8 with one scale a row, or 32).

    Loop: `rounds` multiplies the epochs of every source, `cloze` besides those of the sources made
    out of plain text, `contexts` those made out of the contexts of questions, `questions` those of
    the questions themselves; `glossary` is the epochs of the pairs of the glossary, `neighbours` those
    of the pairs of near words (index/training/word_vectors.py); `batch` pairs a step; `rate` of Adam
    at its height; `temperature` divides cosines. `drop` is the chance that a piece is left out of a
    text, `drop_question` that of a left text, `drop_cloze` that of a left text in a source made out
    of plain text. `swap` is the
    chance that a piece of a left text is replaced by a neighbour of its starting row.

    Hard negatives: `negatives` "words" and "model" take the passages that score highest for a
    question by BM25 or by the model so far, `hard` a question, found anew at the shares `mine_at`
    of the run; `everywhere` mines in the sentence pairs too; `whole` spares a text that is part of
    a match. `given` also takes the texts that the sets themselves call unlike.

    Graded pairs: one batch of `graded_batch` beside every `graded_every`-th step, its loss times
    `graded_weight`; `judged` also draws on the sets with yes-no labels, every other time.

    Second stage (index/training/fine_tuning.py): `asked` rounds over the questions in everyday words,
    those about the project's own documents `own` times a round; `asked_batch` of them a step, each with
    `asked_negatives` other sentences of its document; `asked_rate` of Adam at its height, `asked_drop`
    the chance that a piece is left out.

    `average` is the last share of the run over which the table is averaged.

    Where pieces meet (index/embedding_pairs.py): `pair_dimension` numbers behind the vector, 0 for none,
    their lengths `pair_query` and `pair_passage`.
    """

    pieces: int = 27_000
    longest: int = 4
    fold: bool = True
    dimension: int = 512
    start: Literal["words", "random"] = "words"
    sif: float = 1e-3
    bits: Literal[8, 32] = 8
    news: int = 70_000
    rounds: float = 2.0
    cloze: float = 1.0
    contexts: float = 1.0
    questions: float = 1.0
    glossary: float = 4.0
    neighbours: float = 1.5
    batch: int = 1024
    rate: float = 1e-2
    temperature: float = 0.05
    drop: float = 0.1
    drop_question: float = 0.1
    drop_cloze: float = 0.1
    swap: float = 0.0
    negatives: Negatives = "model"
    given: bool = False
    hard: int = 1
    mine_at: tuple[float, ...] = (0.3, 0.6)
    everywhere: bool = False
    whole: bool = True
    graded_weight: float = 1.0
    graded_every: int = 2
    graded_batch: int = 256
    judged: bool = False
    asked: int = 9
    own: int = 3
    asked_batch: int = 256
    asked_negatives: int = 4
    asked_rate: float = 3e-3
    asked_drop: float = 0.2
    average: float = 0.0
    seed: int = 7
    pair_dimension: int = 256
    pair_query: float = 0.2
    pair_passage: float = 1.25

    def pairs(self) -> Pairs:
        """What is put behind the vectors."""
        return Pairs(self.pair_dimension, self.pair_query, self.pair_passage)
