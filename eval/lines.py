"""A line of a run: one question with its answer, evidence, times and judgement, to JSON and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.asker import Found
from eval.errors import RunError
from eval.judge import Grounding, Judgement, Ranking
from eval.questions import EvalQuestion
from eval.second import Verdict
from index.reasons import reason
from rag.answer import Answer, Citation
from rag.answer_json import answer_json

RESULTS = "results.jsonl"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A search hit as a run keeps it: its id and where it stands."""

    id: str
    document: str
    document_id: str
    label: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One asked question: the answer or the error, what was searched up, how long it took (s).

    `second`: what the second judge says of the answer's statements, () without one.
    """

    question: EvalQuestion
    answer: Answer | None
    hits: tuple[Found, ...]
    ask_seconds: float
    search_seconds: float
    judgement: Judgement
    second: tuple[Verdict, ...] = ()


def line_json(line: Line) -> dict[str, object]:
    """One line of results.jsonl: everything that a report or a comparison needs later."""
    question = line.question.model_dump(mode="json", exclude_defaults=True)
    answer: dict[str, object] = (
        {"answer": answer_json(line.answer)} if line.answer else {"error": line.judgement.error}
    )
    evidence = [
        {"id": h.id, "document": h.document, "document_id": h.document_id, "label": h.label,
         "path": list(h.path)}
        for h in line.hits
    ]  # fmt: skip
    return {
        "id": line.question.id,
        "type": line.question.type,
        "turns": list(line.question.turns),
        "question": question,
        **answer,
        "evidence": evidence,
        "seconds": {"ask": round(line.ask_seconds, 5), "search": round(line.search_seconds, 5)},
        "judgement": asdict(line.judgement),
        **({"second_judge": [asdict(verdict) for verdict in line.second]} if line.second else {}),
    }


def read_lines(folder: Path) -> tuple[Line, ...]:
    """The lines of a run's folder in the order in which they were written.

    A last line that was cut short (the run was ended) is left out; RunError for any other fault.
    """
    path = folder / RESULTS
    try:
        written = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RunError(f"评测结果“{path}”读不出来：{reason(error)}。") from error
    return tuple(_parsed(written, path))


def _parsed(written: list[bytes], path: Path) -> Iterator[Line]:
    """What follows the last line end was never finished."""
    for number, raw in enumerate(written[:-1], start=1):
        try:
            yield line_of(json.loads(raw))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RunError(f"评测结果“{path}”第{number}行已损坏，请重跑这次评测。") from error


def line_of(content: dict[str, Any]) -> Line:
    """The line that `line_json` wrote; KeyError, TypeError or ValueError for anything else."""
    answer = content.get("answer")
    return Line(
        question=EvalQuestion.model_validate(content["question"]),
        answer=None if answer is None else _answer(answer),
        hits=tuple(Evidence(**{**hit, "path": tuple(hit["path"])}) for hit in content["evidence"]),
        ask_seconds=float(content["seconds"]["ask"]),
        search_seconds=float(content["seconds"]["search"]),
        judgement=_judgement(content["judgement"]),
        second=tuple(Verdict(**verdict) for verdict in content.get("second_judge", ())),
    )


def _answer(content: dict[str, Any]) -> Answer:
    citations = tuple(
        Citation(**{**c, "path": tuple(c["path"]), "span": tuple(c["span"])})
        for c in content["citations"]
    )
    return Answer(**{**content, "citations": citations})


def _judgement(content: dict[str, Any]) -> Judgement:
    ranking, grounding = content["ranking"], content["grounding"]
    return Judgement(
        **{
            **content,
            "missing": tuple(content["missing"]),
            "forbidden": tuple(content["forbidden"]),
            "ranking": None if ranking is None else Ranking(**ranking),
            "grounding": None if grounding is None else Grounding(**grounding),
        }
    )
