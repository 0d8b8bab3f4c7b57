"""Train the embedding from nothing: `python -m index.training.train --data DIR --out DIR`."""

import argparse
from dataclasses import replace
from pathlib import Path

from index.training.asked_lines import FOLDER
from index.training.bags import UNKNOWN_ID
from index.training.cache import Cache
from index.training.fine_tuning import fine_tune
from index.training.folder import write_model
from index.training.loop import train
from index.training.prepare import prepare
from index.training.progress import say, say_loss
from index.training.recipe import Recipe

GLOSSARY = Path(__file__).parents[2] / "rag" / "glossary"
"""The glossary that comes with the program, beside this package."""


def make_model(
    data: Path,
    out: Path,
    recipe: Recipe,
    cache: Cache,
    *,
    held_out: bool = False,
    glossary: Path | None = GLOSSARY,
    vectors: Path | None = None,
    questions: Path = FOLDER,
) -> None:
    """Prepare, train and write the folder `out`; `held_out` is for choosing settings."""
    made = prepare(
        data, recipe, cache, held_out=held_out, glossary=glossary, vectors=vectors,
        questions=questions,
    )  # fmt: skip
    pairs = sum(len(source.lefts) for source in made.sources)
    say(f"{pairs} pairs from {len(made.sources)} sources, {len(made.rows)} pieces")
    rows = train(made.rows, made.sources, made.graded, recipe, say_loss)
    if made.asked is not None:
        say(f"second stage: {len(made.asked.right)} questions in everyday words")
        rows = fine_tune(rows, made.asked, made.sources, made.graded, recipe, say_loss)
    rows[UNKNOWN_ID] = 0
    write_model(out, made.tokenizer, rows, bits=recipe.bits, pairs=recipe.pairs())
    say(f"written to {out}")


def main() -> None:
    """Train with the shipped recipe, or with another seed."""
    parser = argparse.ArgumentParser(prog="python -m index.training.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--vectors", type=Path, required=True,
                        help="the source archive of synonyms 3.10.2")  # fmt: skip
    parser.add_argument("--work", type=Path, help="a folder to keep finished stages in")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--first-stage", action="store_true",
                        help="without the questions in everyday words and the held-out contexts: what "
                             "the cross-encoder starts from")  # fmt: skip
    given = parser.parse_args()
    recipe = replace(Recipe(), seed=given.seed)
    if given.first_stage:
        recipe = replace(recipe, asked=0)
    make_model(
        given.data, given.out, recipe, Cache(given.work), held_out=given.first_stage,
        vectors=given.vectors,
    )  # fmt: skip


if __name__ == "__main__":
    main()
