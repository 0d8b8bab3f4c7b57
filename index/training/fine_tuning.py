"""The second stage of training: a question in everyday words against the sentences of its own document.

Each batch of such questions, with other sentences of the same documents as negatives, goes together
with a batch of published questions and, every other time, one of graded pairs: what the table has
learned before is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from index.training.asked_lines import Asked
from index.training.bags import Bags, embed, make_bags
from index.training.loop import GradedBags, Ids, PairBags, Run
from index.training.losses import contrast
from index.training.progress import Report
from index.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class AskedBags:
    """Asked questions as bags: see `Asked`."""

    questions: Bags
    sentences: Bags
    right: Ids
    within: Ids


def asked_bags(tokenizer: Tokenizer, asked: Asked) -> AskedBags:
    """Questions and sentences as bags."""
    return AskedBags(
        make_bags(tokenizer, asked.questions),
        make_bags(tokenizer, asked.sentences),
        np.array(asked.right, dtype=np.int64),
        np.array(asked.within, dtype=np.int64).reshape(-1, 2),
    )


class FineTuning:
    """One run of the second stage over a table of piece vectors: asked questions beside what `Run` does
    with the published ones and the graded pairs."""

    def __init__(
        self,
        rows: NDArray[np.float32],
        asked: AskedBags,
        sources: list[PairBags],
        graded: list[GradedBags],
        recipe: Recipe,
    ) -> None:
        self.asked, self.recipe = asked, recipe
        self.published = [source for source in sources if source.mined and source.labelled]
        self.kept = Run(rows, self.published, graded, recipe)
        sizes = np.array([len(source.lefts) for source in self.published], dtype=np.float64)
        self.shares = sizes / sizes.sum()

    def batches(self) -> list[Ids]:
        """The batches of all rounds: every question once a round."""
        size, number = self.recipe.asked_batch, len(self.asked.right)
        parts = max(1, number // size)
        return [
            part
            for _ in range(self.recipe.asked)
            for part in np.array_split(self.kept.rng.permutation(number), parts)
        ]

    def loss(self, step: int, members: Ids) -> Tensor:
        """The loss of one step; graded pairs take part every other time."""
        loss = self.asked_loss(members) + self.published_loss()
        return loss + self.kept.graded_loss(step) if step % 2 == 0 else loss

    def asked_loss(self, members: Ids) -> Tensor:
        """The loss of a batch of asked questions, each with other sentences of its document."""
        asked, recipe, rng, table = self.asked, self.recipe, self.kept.rng, self.kept.table
        right = asked.right[members]
        low, high = asked.within[members].T
        others = rng.integers(low, high, size=(recipe.asked_negatives, len(members)))
        columns = np.unique(np.concatenate([right, others.ravel()]))
        near = embed(table, asked.questions.take(members, recipe.asked_drop, rng))
        far = embed(table, asked.sentences.take(columns, recipe.asked_drop, rng))
        target = np.searchsorted(columns, right)
        return contrast(near, far, members, target, temperature=recipe.temperature)

    def published_loss(self) -> Tensor:
        """The loss of a batch of published questions and their passages, of one source."""
        rng = self.kept.rng
        place = int(rng.choice(len(self.published), p=self.shares))
        number = len(self.published[place].lefts)
        size = min(self.recipe.asked_batch, number)
        return self.kept.pair_loss(place, rng.choice(number, size, replace=False))


def fine_tune(
    rows: NDArray[np.float32],
    asked: AskedBags,
    sources: list[PairBags],
    graded: list[GradedBags],
    recipe: Recipe,
    report: Report,
) -> NDArray[np.float32]:
    """Return the (pieces, dimension) table that goes on from `rows`; the rate falls to 0 in a line.

    `report(step, steps, loss)` is called every hundred steps with the mean loss since the last call.
    """
    run = FineTuning(rows, asked, sources, graded, recipe)
    optimiser = torch.optim.Adam(
        [run.kept.table], lr=recipe.asked_rate, betas=(0.9, 0.99), fused=True
    )
    batches, recent = run.batches(), 0.0
    for step, members in enumerate(batches):
        optimiser.param_groups[0]["lr"] = recipe.asked_rate * (1 - step / len(batches))
        loss = run.loss(step, members)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        recent += float(loss.detach())
        if (step + 1) % 100 == 0:
            report(step + 1, len(batches), recent / 100)
            recent = 0.0
    return run.kept.rows().copy()
