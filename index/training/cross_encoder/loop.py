"""One training run of the cross-encoder: batches of questions with their sentences, pairs beside them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.training.cross_encoder.network import Batch, CrossEncoder, padded
from index.training.cross_encoder.recipe import CrossRecipe
from index.training.progress import Report

Ids = Sequence[int]
EVERY = 100
"""Steps between two reports."""
_SORTED = 16
"""Batches whose questions are put together by the length of their sentences."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as ids: its headings and itself."""

    headings: Ids
    sentence: Ids


@dataclass(frozen=True, slots=True)
class Task:
    """An example as ids."""

    question: Ids
    right: Sequence[Said]
    wrong: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Practice:
    """A pair as ids, and whether it fits."""

    left: Ids
    right: Said
    fits: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A batch, and for each of its pairs whether it is right, as 1 or 0."""

    batch: Batch
    right: Tensor


class Run:
    """A run over the tasks of several sources, each with its share of a round, and kinds of practice."""

    def __init__(
        self,
        network: CrossEncoder,
        sources: Sequence[tuple[Sequence[Task], float]],
        practice: Sequence[Sequence[Practice]],
        recipe: CrossRecipe,
    ) -> None:
        self.network, self.recipe = network, recipe
        self.sources = [([t for t in tasks if t.wrong], share) for tasks, share in sources]
        self.practice = [(kind, some) for kind, some in enumerate(practice) if some]
        self.rng = random.Random(recipe.seed)

    def batches(self) -> list[Sequence[Task]]:
        """The tasks of all steps."""
        first = self._round()
        total = int(self.recipe.rounds * len(first))
        found = first
        while len(found) < total:
            found = [*found, *self._round()]
        return found[:total]

    def _round(self) -> list[Sequence[Task]]:
        tasks: list[Task] = []
        for some, share in self.sources:
            whole = int(share)
            tasks += [*some] * whole + self.rng.sample([*some], int((share - whole) * len(some)))
        self.rng.shuffle(tasks)
        size, batches = self.recipe.questions, list[Sequence[Task]]()
        for start in range(0, len(tasks), size * _SORTED):
            near = sorted(tasks[start : start + size * _SORTED], key=_length)
            batches += [near[at : at + size] for at in range(0, len(near), size)]
        self.rng.shuffle(batches)
        return batches

    def drawn(self, tasks: Sequence[Task]) -> Drawn:
        """The tasks as a batch: for each a right sentence, where there is one, and hard ones."""
        recipe, rng = self.recipe, self.rng
        questions: list[Ids] = []
        shown: list[Said] = []
        which: list[int] = []
        right: list[float] = []
        for task in tasks:
            # Where nothing answers, what seems to is always among those shown.
            first = [] if task.right else [task.wrong[0]]
            others = task.wrong[len(first) :]
            wrong = [*first, *rng.sample([*others], min(recipe.wrong, len(others)))]
            answer = [rng.choice(task.right)] if task.right else []
            bare = rng.random() < recipe.drop_headings
            some = [*answer, *wrong]
            shown += [Said((), each.sentence) if bare else each for each in some]
            which += [len(questions)] * len(some)
            right += [1.0] * len(answer) + [0.0] * len(wrong)
            kept = [piece for piece in task.question if rng.random() > recipe.drop_piece]
            questions.append(kept or task.question)
        return Drawn(batch_of(questions, shown, which), torch.tensor(right))

    def loss(self, step: int, tasks: Sequence[Task]) -> Tensor:
        """The loss of one step."""
        recipe, drawn = self.recipe, self.drawn(tasks)
        scores = self.network(drawn.batch)
        weight = torch.tensor(recipe.right_weight)
        odds = functional.binary_cross_entropy_with_logits(scores, drawn.right, pos_weight=weight)
        loss = first_right(scores, drawn) + recipe.odds * odds
        if self.practice and step % recipe.practise_every == 0:
            loss = loss + recipe.practise_weight * self._practised()
        return loss

    def _practised(self) -> Tensor:
        kind, some = self.rng.choice(self.practice)
        pairs = self.rng.sample([*range(len(some))], min(self.recipe.practise, len(some)))
        chosen = [some[at] for at in pairs]
        batch = batch_of([p.left for p in chosen], [p.right for p in chosen], range(len(chosen)))
        scores = self.network(batch, kind)
        fits = torch.tensor([float(p.fits) for p in chosen])
        return functional.binary_cross_entropy_with_logits(scores, fits)


def _length(task: Task) -> int:
    return sum(len(s.headings) + len(s.sentence) for s in task.wrong[:6])


def first_right(scores: Tensor, drawn: Drawn) -> Tensor:
    """−ln of the share of the right sentence among those shown for its question, the mean over the
    questions that have one."""
    which, size = drawn.batch.which, len(drawn.batch.questions)
    most = torch.full((size,), -torch.inf).scatter_reduce(0, which, scores.detach(), "amax")
    powers = (scores - most[which]).exp()
    total = torch.zeros(size).index_add(0, which, powers)
    shares = torch.log(powers + 1e-9) - torch.log(total[which])
    return -(shares * drawn.right).sum() / drawn.right.sum().clamp(min=1)


def batch_of(questions: Sequence[Ids], shown: Sequence[Said], which: Sequence[int]) -> Batch:
    """Questions and sentences as a batch."""
    sentences = padded([[*each.headings, *each.sentence] for each in shown])
    parts = torch.full_like(sentences, 2)
    for row, each in zip(parts, shown, strict=True):
        row[: len(each.headings)] = 1
    return Batch(padded(questions), sentences, parts, torch.tensor(list(which)))


def train(run: Run, report: Report) -> None:
    """Train the network of a run; `report(step, steps, loss)` is called every EVERY steps with the mean
    loss since the last call."""
    recipe, network = run.recipe, run.network
    torch.manual_seed(recipe.seed)
    network.train()
    plain = [p for p in network.parameters() if p.dim() <= 1]
    groups = [
        {"params": [p for p in network.parameters() if p.dim() > 1], "weight_decay": recipe.decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98))
    batches, recent = run.batches(), 0.0
    for step, tasks in enumerate(batches):
        rate = recipe.rate * min(1.0, (step + 1) / recipe.warm) * (1 - step / len(batches))
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss = run.loss(step, tasks)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        recent += float(loss.detach())
        if (step + 1) % EVERY == 0:
            report(step + 1, len(batches), recent / EVERY)
            recent = 0.0
    network.eval()
