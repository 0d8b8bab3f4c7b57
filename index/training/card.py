"""Write the model card, its figures measured on the spot: `python -m index.training.card --data DIR`.

The prose stands in card.md beside this file; {names} in it are filled from the measure, the recipe
and the folder.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from string import Template

from index.embedding import PACKAGE_MODEL, StaticEmbedder
from index.training.lexicon import is_chinese
from index.training.measure import measure
from index.training.recipe import Recipe

TEMPLATE = Path(__file__).parent / "card.md"


def facts(folder: Path) -> dict[str, str]:
    """Return what the files of a model folder say of it: pieces, words, dimension, sizes."""
    model = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]
    pieces = [str(piece) for piece, _ in model["vocab"]]
    words = [piece for piece in pieces if len(piece) > 1 and is_chinese(piece)]
    return {
        "pieces": f"{len(pieces):,}",
        "words": f"{len(words):,}",
        "dimension": str(StaticEmbedder(folder).dimension),
        "megabytes": f"{(folder / 'model.safetensors').stat().st_size / 1e6:.1f}",
        "tokenizer_megabytes": f"{(folder / 'tokenizer.json').stat().st_size / 1e6:.1f}",
    }


def write_card(folder: Path, values: Mapping[str, str]) -> None:
    """Write README.md into `folder` from the template; KeyError where a name is not filled."""
    text = Template(TEMPLATE.read_text("utf-8")).substitute(values)
    (folder / "README.md").write_text(text, "utf-8")


def main() -> None:
    """Measure the model and write its card."""
    parser = argparse.ArgumentParser(prog="python -m index.training.card", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--model", type=Path, default=PACKAGE_MODEL, help="the model folder")
    given = parser.parse_args()
    figures = asdict(measure(StaticEmbedder(given.model), given.data))
    values = {name: f"{value:.3f}" for name, value in figures.items()}
    values |= {f"recipe_{name}": str(value) for name, value in asdict(Recipe()).items()}
    write_card(given.model, values | facts(given.model))


if __name__ == "__main__":
    main()
