"""Train the cross-encoder: `python -m index.training.cross_encoder.train --data DIR --table FOLDER --out DIR`.

FOLDER is an embedding made by `python -m index.training.train --first-stage`: one that has not learned
from the questions in everyday words, so that to the network they look as new as those of a reader.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from index.embedding_static import of_length_one, read_rows, read_tokenizer
from index.folding import fold
from index.training.cross_encoder.examples import SHARES, Example, Text, examples_of
from index.training.cross_encoder.loop import Practice, Run, Said, Task, train
from index.training.cross_encoder.network import CHARACTERS, CrossEncoder, Table
from index.training.cross_encoder.pairs import Judged, judged_pairs
from index.training.cross_encoder.recipe import CrossRecipe
from index.training.folder import small, write_tokenizer
from index.training.pairs import measured_texts
from index.training.progress import say, say_loss

QUESTION, HEADINGS, SENTENCE = 28, 14, 64
"""Most pieces of a question, of headings (the last ones), of a sentence."""


@dataclass(frozen=True, slots=True)
class Start:
    """A tokenizer, the rows of its pieces, and their main directions as small integers with a scale."""

    tokenizer: Tokenizer
    rows: NDArray[np.float32]
    vectors: NDArray[np.int8]
    scale: NDArray[np.float16]

    @property
    def weight(self) -> NDArray[np.float16]:
        """The logarithm of each row's length: what the piece weighs in a text."""
        return np.asarray(np.log(np.linalg.norm(self.rows, axis=1) + 1e-3), np.float16)

    @property
    def table(self) -> Table:
        """What the network is told of each piece."""
        vectors = self.vectors.astype(np.float32) * self.scale.astype(np.float32)[:, None]
        return Table(vectors, self.weight.astype(np.float32), *spelled(self.tokenizer))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of texts."""
        some = self.tokenizer.encode_batch_fast([*texts], add_special_tokens=False)
        return [encoding.ids for encoding in some]


def start_from(folder: Path, width: int) -> Start:
    """The start of a run: `width` main directions of the piece vectors in a folder."""
    tokenizer = read_tokenizer(folder / "tokenizer.json")
    rows = read_rows(folder / "model.safetensors")
    unit = of_length_one(rows)
    main = np.linalg.svd(unit.T @ unit)[0][:, :width]
    vectors, scale = small(of_length_one(unit @ main)).values()
    return Start(tokenizer, rows, vectors.astype(np.int8), scale.astype(np.float16))


def spelled(tokenizer: Tokenizer) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The length of each piece in characters, and its first CHARACTERS as code points, −1 for none;
    the unknown piece has none."""
    size = tokenizer.get_vocab_size()
    characters, length = np.full((size, CHARACTERS), -1, np.int32), np.ones(size, np.float32)
    for piece, at in tokenizer.get_vocab().items():
        some = fold(piece)[:CHARACTERS]
        length[at] = max(len(some), 1)
        characters[at, : len(some)] = [ord(one) for one in some]
    characters[0] = -1
    return length, characters


def tasks_of(start: Start, examples: Sequence[Example]) -> list[Task]:
    """Examples as ids."""
    texts = list(dict.fromkeys(t for e in examples for t in (*e.right, *e.wrong)))
    said = dict(zip(texts, _said(start, texts), strict=True))
    questions = start.ids([e.question for e in examples])
    return [
        Task(ids[:QUESTION] or [0], [said[t] for t in e.right], [said[t] for t in e.wrong])
        for ids, e in zip(questions, examples, strict=True)
    ]


def practice_of(start: Start, pairs: Sequence[Judged]) -> list[Practice]:
    """Judged pairs as ids."""
    left = start.ids([p.left for p in pairs])
    right = _said(start, [("", p.right) for p in pairs])
    return [
        Practice(ids[:QUESTION] or [0], said, p.fits)
        for ids, said, p in zip(left, right, pairs, strict=True)
    ]


def _said(start: Start, texts: Sequence[Text]) -> list[Said]:
    above = start.ids([headings for headings, _ in texts])
    said = start.ids([sentence for _, sentence in texts])
    return [
        Said(first[-HEADINGS:], rest[:SENTENCE] or [0])
        for first, rest in zip(above, said, strict=True)
    ]


def make_cross_encoder(data: Path, table: Path, out: Path, recipe: CrossRecipe) -> None:
    """Gather, train and write the folder `out`."""
    start, measured = start_from(table, recipe.vector), measured_texts(data)
    sources = []
    for name, share in SHARES.items():
        examples = examples_of(name, data, measured, start.tokenizer, start.rows)
        say(f"{name}: {len(examples)} questions")
        sources.append((tasks_of(start, examples), share))
    practice = [practice_of(start, pairs) for pairs in judged_pairs(data, measured)]
    say(f"{sum(map(len, practice))} pairs for practice")
    torch.manual_seed(recipe.seed)
    network = CrossEncoder(start.table, recipe.width, recipe.drop, len(practice))
    train(Run(network, sources, practice, recipe), say_loss)
    write_cross_encoder(out, start, network)
    say(f"written to {out}")


def write_cross_encoder(folder: Path, start: Start, network: CrossEncoder) -> None:
    """Write tokenizer and weights, 16 bits a number, without the heads of practice."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        name: values.numpy().astype(np.float16)
        for name, values in network.state_dict().items()
        if not name.startswith("practice.")
    }
    length, characters = spelled(start.tokenizer)
    pieces = {
        "vectors": start.vectors, "scale": start.scale, "weight": start.weight,
        "length": length.astype(np.uint8), "characters": characters,
    }  # fmt: skip
    path = folder / "model.safetensors"
    save_file(weights | {f"pieces.{name}": values for name, values in pieces.items()}, path)
    path.chmod(0o644)
    write_tokenizer(folder, start.tokenizer)


def main() -> None:
    """Train with the shipped recipe, or with another seed."""
    parser = argparse.ArgumentParser(
        prog="python -m index.training.cross_encoder.train", description=__doc__
    )
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--table", type=Path, required=True, help="the embedding to start from")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--seed", type=int, default=CrossRecipe().seed)
    given = parser.parse_args()
    make_cross_encoder(given.data, given.table, given.out, CrossRecipe(seed=given.seed))


if __name__ == "__main__":
    main()
