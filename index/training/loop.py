"""The training loop: one table of piece vectors, batches of pairs, graded pairs beside them."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.training.bags import Bags, embed
from index.training.losses import contrast, disagreement
from index.training.negatives import mine, model_scorer, present, words_scorer
from index.training.progress import Report
from index.training.recipe import Recipe
from index.training.swapping import neighbours, swapped

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairBags:
    """One source as bags: pair i is left text `lefts[i]` with right text `rights[i]`.

    `worse[i]` is a right text that is known to be wrong, or -1. `mined` says whether hard negatives
    are sought among the right texts.
    """

    name: str
    left: Bags
    right: Bags
    lefts: Ids
    rights: Ids
    worse: Ids
    epochs: float
    labelled: bool
    mined: bool


@dataclass(frozen=True, slots=True)
class GradedBags:
    """Graded pairs: `scores` within [0, 1]."""

    left: Bags
    right: Bags
    scores: NDArray[np.float32]


def share(source: PairBags, recipe: Recipe) -> float:
    """Return what the recipe multiplies the epochs of a source by."""
    if source.mined:
        return recipe.rounds * (recipe.questions if source.labelled else recipe.contexts)
    return recipe.rounds * (1.0 if source.labelled else recipe.cloze)


def plan(
    sources: list[PairBags], recipe: Recipe, rng: np.random.Generator
) -> list[tuple[int, Ids]]:
    """Return the batches of a run as (source, rows), shuffled; a source repeats by its `epochs`."""
    batches: list[tuple[int, Ids]] = []
    for place, source in enumerate(sources):
        wanted = round(len(source.lefts) * source.epochs * share(source, recipe))
        if not wanted:
            continue
        repeats = math.ceil(wanted / len(source.lefts))
        every = [rng.permutation(len(source.lefts)) for _ in range(repeats)]
        rows = np.concatenate(every)[:wanted]
        parts = max(1, round(len(rows) / recipe.batch))
        batches += [(place, part.astype(np.int64)) for part in np.array_split(rows, parts)]
    rng.shuffle(batches)
    return batches


class Run:
    """One run: the table, its sources, and the hard negatives found so far."""

    def __init__(
        self,
        rows: NDArray[np.float32],
        sources: list[PairBags],
        graded: list[GradedBags],
        recipe: Recipe,
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.rng = np.random.default_rng(recipe.seed)
        self.table = torch.nn.Parameter(torch.from_numpy(rows.copy()))
        self.sources, self.graded, self.recipe = sources, graded, recipe
        self.found: dict[int, Ids] = {}
        self.near = neighbours(rows) if recipe.swap > 0 else None

    def rows(self) -> NDArray[np.float32]:
        """Return the table as it is; it changes with the next step."""
        return np.asarray(self.table.detach().numpy(), dtype=np.float32)

    def seek_negatives(self) -> None:
        """Find the hard negatives of every source that asks for them, with the table as it is."""
        rows = self.rows()
        for place, source in enumerate(self.sources):
            if not source.mined and not self.recipe.everywhere:
                continue
            if self.recipe.negatives == "words":
                scorer = words_scorer(len(rows), source.left, source.right)
            else:
                scorer = model_scorer(rows, source.left, source.right)
            parts = present(source.right, len(rows)) if self.recipe.whole else None
            pairs = (source.lefts, source.rights)
            self.found[place] = mine(scorer, pairs, len(source.left), parts)

    def hard(self, place: int, members: Ids) -> Ids:
        """Return the right texts that a batch has as negatives beside those in it."""
        source = self.sources[place]
        chosen = [source.worse[members]] if self.recipe.given else [np.zeros(0, dtype=np.int64)]
        if place in self.found:
            rows = self.found[place][source.lefts[members]]
            for _ in range(self.recipe.hard):
                drawn = self.rng.integers(rows.shape[1], size=len(rows))
                chosen.append(rows[np.arange(len(rows)), drawn])
        every = np.concatenate(chosen)
        return every[every >= 0]

    def pair_loss(self, place: int, members: Ids) -> Tensor:
        """Return the loss of one batch of pairs."""
        source, recipe, rng = self.sources[place], self.recipe, self.rng
        lefts, rights = source.lefts[members], source.rights[members]
        columns = np.unique(np.concatenate([rights, self.hard(place, members)]))
        drop = recipe.drop_question if source.labelled else recipe.drop_cloze
        batch = source.left.take(lefts, drop, rng)
        if self.near is not None:
            batch = (swapped(batch[0], self.near, recipe.swap, rng), *batch[1:])
        near = embed(self.table, batch)
        far = embed(self.table, source.right.take(columns, recipe.drop, rng))
        target = np.searchsorted(columns, rights)
        return contrast(near, far, lefts, target, temperature=recipe.temperature)

    def graded_loss(self, step: int) -> Tensor:
        """Return the weighted loss of one batch of graded pairs, drawn without repeats."""
        recipe, rng = self.recipe, self.rng
        others = recipe.judged and (step // recipe.graded_every) % 2 == 1
        graded = self.graded[1 + rng.integers(len(self.graded) - 1) if others else 0]
        size = min(recipe.graded_batch, len(graded.scores))
        chosen = rng.choice(len(graded.scores), size, replace=False)
        near = embed(self.table, graded.left.take(chosen, recipe.drop, rng))
        far = embed(self.table, graded.right.take(chosen, recipe.drop, rng))
        return recipe.graded_weight * disagreement(near, far, graded.scores[chosen])

    def loss(self, step: int, place: int, members: Ids) -> Tensor:
        """Return the loss of one step: its pairs, and in turn a batch of graded pairs."""
        loss = self.pair_loss(place, members)
        if self.recipe.graded_weight > 0 and step % self.recipe.graded_every == 0:
            loss = loss + self.graded_loss(step)
        return loss


def train(
    rows: NDArray[np.float32],
    sources: list[PairBags],
    graded: list[GradedBags],
    recipe: Recipe,
    report: Report,
) -> NDArray[np.float32]:
    """Return the trained (pieces, dimension) table that starts from `rows`.

    The rate rises for 100 steps, then falls to 0 in a straight line. `report(step, steps, loss)` is
    called every hundred steps with the mean loss since the last call.
    """
    run = Run(rows, sources, graded, recipe)
    batches = plan(sources, recipe, run.rng)
    optimiser = torch.optim.Adam([run.table], lr=recipe.rate, betas=(0.9, 0.99), fused=True)
    mine_at = {round(share * len(batches)) for share in recipe.mine_at}
    mean = Mean(round((1 - recipe.average) * len(batches)))
    recent = 0.0
    for step, (place, members) in enumerate(batches):
        if recipe.negatives != "none" and step in mine_at:
            run.seek_negatives()
        warm = min(1.0, (step + 1) / 100)
        optimiser.param_groups[0]["lr"] = recipe.rate * warm * (1 - step / len(batches))
        loss = run.loss(step, place, members)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        recent += float(loss.detach())
        if (step + 1) % 100 == 0:
            report(step + 1, len(batches), recent / 100)
            recent = 0.0
        mean.add(step, run.rows())
    return mean.of(run.rows())


class Mean:
    """The mean of a table over the last steps, taken every tenth step from `begin` on."""

    def __init__(self, begin: int) -> None:
        self._begin, self._taken = begin, 0
        self._total: NDArray[np.float64] | None = None

    def add(self, step: int, rows: NDArray[np.float32]) -> None:
        """Count the table of this step in, where it is one of those taken."""
        if step >= self._begin and step % 10 == 0:
            wide = rows.astype(np.float64)
            self._total = wide if self._total is None else self._total + wide
            self._taken += 1

    def of(self, last: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the mean, or a copy of the last table where none was taken."""
        if self._total is None:
            return last.copy()
        return np.asarray(self._total / self._taken, dtype=np.float32)
