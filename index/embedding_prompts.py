"""What is put before a text before a model sees it: of the settings, else of the model's maker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError

PROMPTS_FILE = "config_sentence_transformers.json"
"""Where a model's folder names its prompts."""

_QUERY = ("query", "question")
_PASSAGE = ("passage", "document", "corpus")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The words before each question and before each passage; "" for none."""

    query: str = ""
    passage: str = ""

    def named(self, model: str) -> str:
        """The model's name with what belongs to the vectors of a store: the passage prompt."""
        return f"{model}（段落前加“{self.passage}”）" if self.passage else model


@dataclass(frozen=True, slots=True)
class ChosenPrompts:
    """Prompts of the settings: None leaves the model's own, "" means none."""

    query: str | None = None
    passage: str | None = None

    def over(self, known: Mapping[str, str | None]) -> Prompts:
        """These, and where they are None what a model knows by the usual names."""
        return Prompts(
            _first(known, _QUERY) if self.query is None else self.query,
            _first(known, _PASSAGE) if self.passage is None else self.passage,
        )


def read_prompts(folder: Path) -> dict[str, str | None]:
    """The prompts in a model's folder by name, {} when it names none; ModelError."""
    try:
        content = json.loads((folder / PROMPTS_FILE).read_text("utf-8"))
        return {str(name): text and str(text) for name, text in content.get("prompts", {}).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(
            f"向量模型文件夹 {folder} 里的 {PROMPTS_FILE} 读不出来，请重新复制整个文件夹。"
        ) from error


def _first(known: Mapping[str, str | None], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := known.get(name))), "")
