"""Everything a training run of the cross-encoder depends on beside the data; the defaults made the
weights shipped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrossRecipe:
    """The settings of one run.

    Network: `vector` numbers of a piece's vector, the main directions of the table given; `width` of
    all layers, a multiple of the heads.

    Loop: `rounds` over the questions, `questions` of them a step, each with one sentence that answers
    it and `wrong` others drawn among the hard ones; `rate` of AdamW at its height, `decay` of its
    weights, `warm` steps until that height, then down to 0 in a line. `drop` of hidden values;
    `drop_piece` is the chance that a piece of a question is left out, `drop_headings` that a question
    is shown its sentences without their headings.

    Loss: the right sentence among the others, and `odds` times whether each one answers, the right ones
    weighing `right_weight`; beside every `practise_every`-th step `practise` sentence pairs, their loss
    times `practise_weight`.
    """

    vector: int = 192
    width: int = 96
    rounds: float = 2.0
    questions: int = 32
    wrong: int = 5
    rate: float = 2e-3
    decay: float = 0.02
    warm: int = 200
    drop: float = 0.1
    drop_piece: float = 0.08
    drop_headings: float = 0.15
    odds: float = 0.5
    right_weight: float = 2.0
    practise: int = 192
    practise_every: int = 2
    practise_weight: float = 0.5
    seed: int = 1
