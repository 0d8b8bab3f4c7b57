"""From feedback to a set: answers that readers called bad, as draft questions for a person to finish.

A draft is no question yet: its gold is what the answer cited, and a note says what is to be done.
It is written so that the set's own reading refuses it until `required` is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from eval.errors import EvalError
from index.reasons import reason
from rag.feedback import Feedback

_NOTE = "草稿：请核对题型、标准出处，写明应有内容"


def drafts(feedback: Sequence[Feedback]) -> list[dict[str, object]]:
    """One draft for each conversation that was called bad, the latest verdict of each."""
    latest = {(each.turns, each.documents): each for each in feedback if each.rating == "bad"}
    return [_draft(each) for each in latest.values()]


def write_drafts(feedback: Sequence[Feedback], path: Path) -> int:
    """Write the drafts as JSON Lines into a new file; returns how many. EvalError when it cannot."""
    lines = [json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts(feedback)]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(lines)
    except FileExistsError:
        raise EvalError(f"文件“{path}”已经存在，请换一个文件名。") from None
    except OSError as error:
        raise EvalError(f"草稿写不进“{path}”：{reason(error)}。") from error
    return len(lines)


def _draft(feedback: Feedback) -> dict[str, object]:
    answer = feedback.answer
    citations = answer.get("citations")
    cited = citations if isinstance(citations, list) else []
    sections = [{"document": c["document_id"], "label": c["label"]} for c in cited]
    note = f"{_NOTE}。读者评价：{feedback.comment or '（没有留言）'}。当时的回答：{answer.get('answer', '')}"
    return {
        "id": f"draft-{feedback.id}",
        "type": "follow_up" if len(feedback.turns) > 1 else "figures",
        "turns": list(feedback.turns),
        **({"documents": list(feedback.documents)} if feedback.documents else {}),
        "gold": {"mode": "any", "sections": sections},
        "required": [],
        "max_chars": 200,
        "answerable": True,
        "note": note,
    }
