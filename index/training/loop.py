"""The training loop: one table of piece vectors, in-batch negatives, graded pairs beside them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy, embedding_bag, normalize


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run depends on beside the data.

    `temperature` divides cosines; `graded_weight` scales the loss of the graded pairs, of which one
    batch accompanies every `graded_every`-th batch of pairs; `drop` is the share of pieces left out
    of a text; `rounds` multiplies the epochs of every source.
    """

    rounds: float = 2.0
    batch: int = 1024
    rate: float = 1e-2
    temperature: float = 0.05
    graded_weight: float = 0.3
    graded_every: int = 2
    graded_batch: int = 256
    drop: float = 0.1
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as pieces: text i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def take(
        self, rows: NDArray[np.int64], drop: float, rng: np.random.Generator
    ) -> tuple[Tensor, Tensor]:
        """Return (ids, offsets) of the texts at `rows`, each piece left out with chance `drop`."""
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
        owners = np.repeat(np.arange(len(rows)), lengths)
        if drop > 0:
            kept = rng.random(len(places)) >= drop
            places, owners = places[kept], owners[kept]
        counts = np.bincount(owners, minlength=len(rows))
        begins = np.cumsum(counts) - counts
        return torch.from_numpy(self.ids[places]).long(), torch.from_numpy(begins)


@dataclass(frozen=True, slots=True)
class PairBags:
    """One source: left text i goes with right text i; equal `groups` are the same right text."""

    name: str
    left: Bags
    right: Bags
    groups: NDArray[np.int64]
    epochs: float


@dataclass(frozen=True, slots=True)
class GradedBags:
    """Graded pairs: `scores` within [0, 1]."""

    left: Bags
    right: Bags
    scores: NDArray[np.float32]


def embed(table: Tensor, bags: tuple[Tensor, Tensor]) -> Tensor:
    """Return the (n, dimension) means of the rows of `table`, not normalised."""
    return embedding_bag(bags[0], table, bags[1], mode="mean")


def contrast(left: Tensor, right: Tensor, groups: Tensor, temperature: float) -> Tensor:
    """Return the mean in-batch softmax loss of both directions (multiple negatives ranking).

    A right text that stands in the batch more than once is no negative of its own question.
    """
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    target = torch.arange(len(left))
    scores = normalize(left, dim=1) @ normalize(right, dim=1).T / temperature
    scores = scores.masked_fill(same, -math.inf)
    return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2


def disagreement(left: Tensor, right: Tensor, scores: Tensor) -> Tensor:
    """Return 1 - Pearson's correlation of cosine and score, within [0, 2].

    Bounded on purpose: losses over pairs of pairs (CoSENT) are led by the few worst labels, and
    made every figure fall.
    """
    cosines = (normalize(left, dim=1) * normalize(right, dim=1)).sum(dim=1)
    return 1 - normalize(cosines - cosines.mean(), dim=0) @ normalize(scores - scores.mean(), dim=0)


def plan(
    sources: list[PairBags], settings: Settings, rng: np.random.Generator
) -> list[tuple[int, NDArray[np.int64]]]:
    """Return the batches of a run as (source, rows), shuffled; a source repeats by its `epochs`."""
    batches: list[tuple[int, NDArray[np.int64]]] = []
    for place, source in enumerate(sources):
        wanted = round(len(source.groups) * source.epochs * settings.rounds)
        repeats = math.ceil(wanted / len(source.groups))
        rows = np.concatenate([rng.permutation(len(source.groups)) for _ in range(repeats)])[
            :wanted
        ]
        parts = max(1, round(len(rows) / settings.batch))
        batches += [(place, part.astype(np.int64)) for part in np.array_split(rows, parts)]
    rng.shuffle(batches)
    return batches


def graded_loss(
    table: Tensor, graded: GradedBags, settings: Settings, rng: np.random.Generator
) -> Tensor:
    """Return the weighted loss of one batch of graded pairs, drawn without repeats."""
    size = min(settings.graded_batch, len(graded.scores))
    chosen = rng.choice(len(graded.scores), size, replace=False)
    near = embed(table, graded.left.take(chosen, settings.drop, rng))
    far = embed(table, graded.right.take(chosen, settings.drop, rng))
    scores = torch.from_numpy(graded.scores[chosen])
    return settings.graded_weight * disagreement(near, far, scores)


def train(
    rows: NDArray[np.float32],
    sources: list[PairBags],
    graded: GradedBags,
    settings: Settings,
    report: Callable[[int, int, float], None],
) -> NDArray[np.float32]:
    """Return the trained (pieces, dimension) table that starts from `rows`.

    The rate rises for 100 steps, then falls to 0 in a straight line. `report(step, steps, loss)` is
    called every hundred steps with the mean loss since the last call.
    """
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    table = torch.nn.Parameter(torch.from_numpy(rows.copy()))
    batches = plan(sources, settings, rng)
    optimiser = torch.optim.Adam([table], lr=settings.rate, betas=(0.9, 0.99), fused=True)
    recent = 0.0
    for step, (place, members) in enumerate(batches):
        warm = min(1.0, (step + 1) / 100)
        optimiser.param_groups[0]["lr"] = settings.rate * warm * (1 - step / len(batches))
        source = sources[place]
        left = embed(table, source.left.take(members, settings.drop, rng))
        right = embed(table, source.right.take(members, settings.drop, rng))
        groups = torch.from_numpy(source.groups[members])
        loss = contrast(left, right, groups, settings.temperature)
        if step % settings.graded_every == 0:
            loss = loss + graded_loss(table, graded, settings, rng)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        recent += float(loss.detach())
        if (step + 1) % 100 == 0:
            report(step + 1, len(batches), recent / 100)
            recent = 0.0
    return np.asarray(table.detach().numpy(), dtype=np.float32)
