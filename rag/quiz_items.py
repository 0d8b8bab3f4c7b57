"""The nouns of a quiz: item, quiz, result, marking; and their JSON, there and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from index.documents import Span
from rag.errors import QuizError

ItemKind = Literal["single_choice", "fill_in"]
LETTERS = "ABCD"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class QuizCitation:
    """The section that proves a key; `span` is the place of the quote in the canonical text."""

    document: str
    document_id: str
    label: str
    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One question. `key` is a letter of `choices`, or the text that fills the blank.

    `quote` is the exact text that proves it and `section` the heading to reread.
    """

    id: str
    kind: ItemKind
    question: str
    choices: tuple[str, ...]
    key: str
    unit: str
    quote: str
    citation: QuizCitation
    section: str

    @property
    def answer(self) -> str:
        """The right answer in words: the text of the right choice, or the key itself."""
        return self.choices[LETTERS.index(self.key)] if self.choices else self.key


@dataclass(frozen=True, slots=True)
class Quiz:
    """A set of items; `notice` says in Chinese when there were fewer than were asked for."""

    seed: int
    asked: int
    documents: tuple[str, ...]
    items: tuple[QuizItem, ...]
    notice: str = ""

    def to_json(self) -> dict[str, object]:
        """Everything, keys included: what `from_json` reads back to an equal quiz."""
        return {
            "format": _FORMAT,
            "seed": self.seed,
            "asked": self.asked,
            "documents": list(self.documents),
            "notice": self.notice,
            "items": [_item_json(item) for item in self.items],
        }

    @classmethod
    def from_json(cls, data: object) -> Quiz:
        """A quiz from its JSON; QuizError when it is not one."""
        try:
            fields = _mapping(data)
            if fields["format"] != _FORMAT:
                raise QuizError(f"测验文件的格式是 {fields['format']}，这里只认格式 {_FORMAT}。")
            return cls(
                seed=_integer(fields["seed"]),
                asked=_integer(fields["asked"]),
                documents=_strings(fields["documents"]),
                items=tuple(_item(each) for each in _list(fields["items"])),
                notice=_string(fields["notice"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise QuizError(
                "这不是一份完整的测验文件，请用 guanwen quiz make --json 重新出题。"
            ) from error


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item marked: what was replied and whether it is right.

    `remark` says in Chinese what is wrong with a reply that names no choice, such as “E”.
    """

    item: QuizItem
    reply: str
    right: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """A quiz marked, items in the order of the quiz."""

    results: tuple[ItemResult, ...]

    @property
    def score(self) -> int:
        """How many are right."""
        return sum(result.right for result in self.results)

    @property
    def total(self) -> int:
        """How many were asked."""
        return len(self.results)

    def to_json(self) -> dict[str, object]:
        """Score and, for each item, the reply, the key, the quote and the section to reread."""
        return {
            "score": self.score,
            "total": self.total,
            "results": [
                {
                    "id": result.item.id,
                    "question": result.item.question,
                    "reply": result.reply,
                    "right": result.right,
                    "remark": result.remark,
                    "key": result.item.key,
                    "answer": result.item.answer,
                    "quote": result.item.quote,
                    "citation": _citation_json(result.item.citation),
                    "section": result.item.section,
                }
                for result in self.results
            ],
        }


def _item_json(item: QuizItem) -> dict[str, object]:
    return {
        "id": item.id,
        "kind": item.kind,
        "question": item.question,
        "choices": list(item.choices),
        "key": item.key,
        "unit": item.unit,
        "quote": item.quote,
        "citation": _citation_json(item.citation),
        "section": item.section,
    }


def _citation_json(citation: QuizCitation) -> dict[str, object]:
    return {
        "document": citation.document,
        "document_id": citation.document_id,
        "label": citation.label,
        "path": list(citation.path),
        "span": list(citation.span),
    }


def _item(data: object) -> QuizItem:
    fields = _mapping(data)
    kind, key, choices = fields["kind"], _string(fields["key"]), _strings(fields["choices"])
    if kind not in ("single_choice", "fill_in") or (kind == "single_choice") != bool(choices):
        raise ValueError(kind)
    if choices and key not in tuple(LETTERS[: len(choices)]):
        raise ValueError(key)
    return QuizItem(
        id=_string(fields["id"]),
        kind=kind,
        question=_string(fields["question"]),
        choices=choices,
        key=key,
        unit=_string(fields["unit"]),
        quote=_string(fields["quote"]),
        citation=_citation(fields["citation"]),
        section=_string(fields["section"]),
    )


def _citation(data: object) -> QuizCitation:
    fields = _mapping(data)
    start, end = (_integer(each) for each in _list(fields["span"]))
    return QuizCitation(
        document=_string(fields["document"]),
        document_id=_string(fields["document_id"]),
        label=_string(fields["label"]),
        path=_strings(fields["path"]),
        span=(start, end),
    )


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise TypeError(type(data))
    return data


def _list(data: object) -> list[object]:
    if not isinstance(data, list):
        raise TypeError(type(data))
    return data


def _string(data: object) -> str:
    if not isinstance(data, str):
        raise TypeError(type(data))
    return data


def _strings(data: object) -> tuple[str, ...]:
    return tuple(_string(each) for each in _list(data))


def _integer(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise TypeError(type(data))
    return data
