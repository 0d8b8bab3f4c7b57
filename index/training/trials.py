"""Run named trials and record what they reach: `python -m index.training.trials --data DIR NAME…`."""

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.embedding import StaticEmbedder
from index.training.cache import Cache
from index.training.heldout import DevFigures, dev_figures
from index.training.progress import say
from index.training.recipe import Recipe
from index.training.train import make_model
from index.training.trial_list import BASE, TRIALS

RESULTS = Path(__file__).parent / "trials.jsonl"


@dataclass(frozen=True, slots=True)
class Result:
    """What one trial reached: its changes against the base, its figures, its cost."""

    name: str
    changes: Mapping[str, Any]
    figures: DevFigures
    megabytes: float
    minutes: float


def run_trial(name: str, changes: Mapping[str, Any], *, data: Path, work: Path) -> Result:
    """Train one trial without the held-out texts into `work`/models/`name`, and measure it."""
    out = work / "models" / name
    begun = time.process_time()
    recipe: Recipe = replace(BASE, **changes)
    make_model(data, out, recipe, Cache(work), held_out=True)
    spent = (time.process_time() - begun) / 60
    figures = dev_figures(StaticEmbedder(out), data)
    size = (out / "model.safetensors").stat().st_size / 1e6
    return Result(name, changes, figures, round(size, 1), round(spent, 1))


def record(result: Result, path: Path) -> None:
    """Append a result to the table; an earlier line of the same name is replaced."""
    old = path.read_text("utf-8").splitlines() if path.is_file() else []
    kept = [line for line in old if json.loads(line)["name"] != result.name]
    line = asdict(result)
    line["figures"] = {name: round(value, 4) for name, value in line["figures"].items()}
    path.write_text("\n".join([*kept, json.dumps(line, ensure_ascii=False)]) + "\n", "utf-8")


def main() -> None:
    """Run the trials named, or all that are not recorded yet."""
    parser = argparse.ArgumentParser(prog="python -m index.training.trials", description=__doc__)
    parser.add_argument("names", nargs="*", help="trials to run; by default all not yet recorded")
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder for finished stages")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the table to write")
    given = parser.parse_args()
    old = given.results.read_text("utf-8").splitlines() if given.results.is_file() else []
    done = {json.loads(line)["name"] for line in old}
    for name in given.names or [name for name in TRIALS if name not in done]:
        result = run_trial(name, TRIALS[name], data=given.data, work=given.work)
        record(result, given.results)
        say(json.dumps(asdict(result), ensure_ascii=False))


if __name__ == "__main__":
    main()
