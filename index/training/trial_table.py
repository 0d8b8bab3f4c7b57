"""The trials as a table in the documentation: `python -m index.training.trial_table`.

The table stands between two marks of docs/training.md; everything else in that file is kept.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.training.trials import RESULTS

PAGE = Path(__file__).parents[2] / "docs" / "training.md"
BEGIN, END = "<!-- trials -->", "<!-- end of trials -->"
CHOSEN_BY = ("stsb_dev", "cmrc_held_out", "drcd_held_out")
FOUND = ("paraphrase_success_5", "all_success_5", "all_mrr")
HEAD = (
    "| trial | change | STS-B dev | CMRC held out | DRCD held out | mean | everyday @5 | all @5 "
    "| all MRR | MB | minutes |"
)


def table(results: Iterable[Mapping[str, Any]]) -> str:
    """Return the results as a Markdown table, one line a trial, in the order recorded."""
    return "\n".join([HEAD, "|---" * 11 + "|", *map(_line, results)])


def _line(result: Mapping[str, Any]) -> str:
    changes = ", ".join(f"{name} {value}" for name, value in result["changes"].items())
    figures = result["figures"]
    chosen = [float(figures[name]) for name in CHOSEN_BY]
    cells = [f"{value:.3f}" for value in [*chosen, sum(chosen) / len(chosen)]]
    cells += [f"{figures[name]:.3f}" if name in figures else "" for name in FOUND]
    row = [result["name"], changes or "–", *cells, result["megabytes"], result["minutes"]]
    return f"| {' | '.join(map(str, row))} |"


def with_table(page: str, made: str) -> str:
    """Return the page with the table between the marks replaced; ValueError without the marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no place for the table: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def main() -> None:
    """Put the recorded trials into the page."""
    results = [json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()]
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), table(results)), "utf-8")


if __name__ == "__main__":
    main()
