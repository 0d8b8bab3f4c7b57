"""Feedback: what readers said of an answer, kept so that a bad one can become an eval question.

A SQLite file by default; any database that SQLAlchemy can open by its URL.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from index.errors import GuanwenError
from rag.answer import Answer
from rag.answer_json import answer_json

if TYPE_CHECKING:
    from sqlalchemy import Engine, Table

Rating = Literal["good", "bad"]
COMMENT_LIMIT = 2_000
"""Longest remark that is kept, in characters."""
_NOT_KEPT = "评价没有保存成功，请稍后再试。"


class FeedbackError(GuanwenError):
    """Feedback cannot be kept or read."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's verdict: the turns asked, the limits chosen, the answer as JSON, a remark.

    `when` is local time, ISO 8601; `id` is 0 until it is kept.
    """

    turns: tuple[str, ...]
    documents: tuple[str, ...]
    answer: dict[str, object]
    rating: Rating
    comment: str = ""
    when: str = ""
    id: int = 0


def feedback_on(
    answer: Answer,
    turns: tuple[str, ...],
    rating: Rating,
    *,
    documents: tuple[str, ...] = (),
    comment: str = "",
) -> Feedback:
    """Feedback on an answer, as it is given now."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Feedback(turns, documents, answer_json(answer), rating, comment[:COMMENT_LIMIT], now)


class FeedbackBook:
    """Keeps feedback in a database; its methods may be called from any thread."""

    def __init__(self, url: str) -> None:
        """`url` as SQLAlchemy takes it; the table is made when it is not there. FeedbackError."""
        self._engine, self._table = _opened(url)

    @classmethod
    def in_folder(cls, folder: Path) -> FeedbackBook:
        """The book in a folder, which is made when it is not there; FeedbackError."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FeedbackError(f"无法在文件夹“{folder}”里保存评价。") from error
        return cls(f"sqlite:///{folder / 'feedback.sqlite'}")

    def keep(self, feedback: Feedback) -> int:
        """Keep one; returns its id. FeedbackError when the database refuses."""
        with _database(_NOT_KEPT), self._engine.begin() as connection:
            made = connection.execute(self._table.insert().values(_row(feedback)))
            return int(next(iter(made.inserted_primary_key or (0,))))

    def replace(self, feedback_id: int, feedback: Feedback) -> int:
        """Put one in place of what is kept under an id; returns its id, a new one if that is gone.

        FeedbackError when the database refuses.
        """
        wanted = self._table.c.id == feedback_id
        with _database(_NOT_KEPT), self._engine.begin() as connection:
            changed = connection.execute(self._table.update().where(wanted).values(_row(feedback)))
            if changed.rowcount:
                return feedback_id
        return self.keep(feedback)

    def withdraw(self, feedback_id: int) -> None:
        """Take one back; nothing happens when there is none with this id."""
        wanted = self._table.c.id == feedback_id
        with _database("评价没有撤回成功，请稍后再试。"), self._engine.begin() as connection:
            connection.execute(self._table.delete().where(wanted))

    def all(self, rating: Rating | None = None) -> tuple[Feedback, ...]:
        """Everything kept, oldest first; only that of one rating when it is given."""
        query = self._table.select().order_by(self._table.c.id)
        if rating:
            query = query.where(self._table.c.rating == rating)
        with _database("评价读不出来。"), self._engine.connect() as connection:
            return tuple(_feedback(dict(row._mapping)) for row in connection.execute(query))

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


def _row(feedback: Feedback) -> dict[str, Any]:
    values: dict[str, Any] = asdict(feedback)
    del values["id"]
    for name in ("turns", "documents", "answer"):
        values[name] = json.dumps(values[name], ensure_ascii=False)
    return values


def _feedback(row: dict[str, Any]) -> Feedback:
    return Feedback(
        tuple(json.loads(row["turns"])), tuple(json.loads(row["documents"])),
        json.loads(row["answer"]), row["rating"], row["comment"], row["when"], int(row["id"]),
    )  # fmt: skip


def _opened(url: str) -> tuple[Engine, Table]:
    from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine

    table = Table(
        "feedback", MetaData(), Column("id", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in
          ("when", "rating", "turns", "documents", "answer", "comment")),
    )  # fmt: skip
    with _database("保存评价的数据库打不开，请检查设置。"):
        engine = create_engine(url)
        table.metadata.create_all(engine)
    return engine, table


class _database:
    """Whatever the database raises becomes a FeedbackError with this sentence."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        if isinstance(error, SQLAlchemyError | OSError | ImportError | ValueError):
            raise FeedbackError(self._message) from error
