"""Settings from the environment, prefix GUANWEN_; nothing is read before `Settings()` is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import GuanwenError
from rag.llm_settings import LlmSettings

if TYPE_CHECKING:
    from rag.feedback import FeedbackBook

PROJECT = Path(__file__).resolve().parent.parent


def _default_corpus() -> Path:
    here = Path.cwd() / "corpus"
    return here if here.is_dir() else PROJECT / "corpus"


def _default_store() -> Path:
    return _default_corpus().parent / "store"


class SettingsError(GuanwenError):
    """A setting names something that cannot be used."""


class Settings(BaseSettings):
    """Where things are and which models are used.

    GUANWEN_CORPUS, GUANWEN_STORE: folders (default: corpus/ and store/ of the current folder, else
    of the project). GUANWEN_MODEL: name or folder of a sentence-transformers model (default: the
    one in the package). GUANWEN_LLM: “provider:model” of a chat model (default: none, extractive
    answers); GUANWEN_DATABASE: URL of the database that keeps readers' feedback (default: a SQLite
    file in the store folder); GUANWEN_LLM_BASE_URL, GUANWEN_LLM_KEY, GUANWEN_LLM_KEY_FILE, GUANWEN_LLM_TIMEOUT.
    """

    model_config = SettingsConfigDict(env_prefix="GUANWEN_", extra="ignore")

    corpus: Path = Field(default_factory=_default_corpus)
    store: Path = Field(default_factory=_default_store)
    model: str | None = None
    database: str = ""
    llm: str = ""
    llm_base_url: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_key_file: Path | None = None
    llm_timeout: float = 60.0

    def feedback_book(self) -> FeedbackBook:
        """Where readers' feedback is kept; FeedbackError when it cannot be opened."""
        from rag.feedback import FeedbackBook

        return FeedbackBook(self.database) if self.database else FeedbackBook.in_folder(self.store)

    def llm_settings(self) -> LlmSettings | None:
        """The chat model, or None when answers are extractive."""
        if not self.llm:
            return None
        key = self.llm_key.get_secret_value()
        if self.llm_key_file is not None:
            try:
                key = self.llm_key_file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(f"无法读取密钥文件“{self.llm_key_file}”。") from error
        return LlmSettings(self.llm, self.llm_base_url, key, self.llm_timeout)
