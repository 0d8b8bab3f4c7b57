"""A fake assistant over one small document, and four questions for it: used by the eval tests."""

from __future__ import annotations

from eval.questions import EvalQuestion
from index.documents import Outline
from index.outline import parse_outline
from index.storage.manifest import StoreCounts, StoreManifest
from rag.answer import Answer, Citation, Question, Status
from rag.errors import AskError
from rag.retrieve import SearchHit

TEXT = "一、人才\n（一）专家。首席专家30名。\n（二）教师。兼职教师500名。\n"
OUTLINE = parse_outline(TEXT, document_id="plan", title="规划")
COUNTS = StoreCounts(documents=1, nodes=9, chunks=3, facts=2, words=40)
MANIFEST = StoreManifest(
    1, "g1", "2025-01-01T00:00:00", "c0ffee", (), "static", 8, (), "qwen", COUNTS
)


class FakeStore:
    manifest = MANIFEST


class FakeAssistant:
    """Answers from a table of its own; a question that is not in it is refused."""

    store = FakeStore()

    def __init__(self, answers: dict[str, tuple[str, str]]) -> None:
        self.answers = answers
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if question.text == "坏了":
            raise AskError("这一问出错了。")
        text, quote = self.answers.get(question.text, ("文件没有写明。", ""))
        cited = (citation(quote),) if quote else ()
        status: Status = "answered" if quote else "not_found"
        return Answer(
            question.id, question.text, question.text, status, "passage", text, cited, "fake", 0.01
        )

    def search(self, query: str, k: int = 10, documents: object = ()) -> list[SearchHit]:
        return [
            SearchHit(f"c{n}", 1 / n, "规划", "plan", label, ("一、人才", label), "", (0, 1))
            for n, label in enumerate(["（二）", "（一）"], start=1)
        ]

    def outline(self, document_id: str) -> Outline:
        return {"plan": OUTLINE}[document_id]


def citation(quote: str, label: str = "（一）") -> Citation:
    start = OUTLINE.text.find(quote)
    span = (start, start + len(quote))
    return Citation(1, "规划", "plan", label, ("一、人才", label), quote, span)


def question(id_: str, text: str, label: str = "（一）", **changes: object) -> EvalQuestion:
    gold = {"mode": "any", "sections": [{"document": "plan", "label": label}] if label else []}
    return EvalQuestion.model_validate(
        {
            "id": id_, "type": "figures" if label else "absent", "turns": [text], "gold": gold,
            "required": [["30名"]] if label else [], "max_chars": 20, "answerable": bool(label),
        }
        | changes
    )  # fmt: skip


SET = (
    question("q-1", "首席专家几名？"),
    question("q-2", "食堂几点开饭？", ""),
    question("q-3", "坏了"),
    question("q-4", "首席专家几个？", turns=("前一问", "首席专家几个？")),
)
ANSWERS = {
    "首席专家几名？": ("首席专家30名。[1]", "首席专家30名"),
    "首席专家几个？": ("首席专家50名。[1]", "首席专家30名"),
}
