"""Settings from the environment, prefix GUANWEN_; nothing is read before `Settings()` is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import GuanwenError
from index.lexicon import GLOSSARY
from rag.llm.settings import LlmSettings
from rag.rerank import DEPTH, DEPTH_LIMIT

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.storage.server import VectorServer
    from rag.feedback import FeedbackBook
    from rag.rerank import RerankSettings

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
    one in the package); GUANWEN_MODEL_QUERY_PROMPT, GUANWEN_MODEL_PASSAGE_PROMPT: what is put
    before questions and passages (default: the model's own); GUANWEN_MODEL_DEVICE,
    GUANWEN_MODEL_BATCH. GUANWEN_RERANKER: name or folder of a CrossEncoder (default: none);
    GUANWEN_RERANKER_DEVICE, GUANWEN_RERANKER_BATCH, GUANWEN_RERANKER_TOP: how many hits it orders.
    GUANWEN_GLOSSARY: a glossary of your own beside glossary.tsv of the corpus folder.
    GUANWEN_CHROMA_URL: a Chroma server for the vectors (default: a folder of the store);
    GUANWEN_CHROMA_TOKEN, GUANWEN_CHROMA_TOKEN_FILE, GUANWEN_CHROMA_TIMEOUT. GUANWEN_LLM: “provider:model” of a chat model (default: none, extractive
    answers); GUANWEN_DATABASE: URL of the database that keeps readers' feedback (default: a SQLite
    file in the store folder); GUANWEN_LLM_BASE_URL, GUANWEN_LLM_KEY, GUANWEN_LLM_KEY_FILE,
    GUANWEN_LLM_TIMEOUT, GUANWEN_LLM_EVIDENCE_TOKENS.
    """

    model_config = SettingsConfigDict(env_prefix="GUANWEN_", extra="ignore")

    corpus: Path = Field(default_factory=_default_corpus)
    store: Path = Field(default_factory=_default_store)
    model: str | None = None
    model_query_prompt: str | None = None
    model_passage_prompt: str | None = None
    model_device: str = ""
    model_batch: int = Field(default=32, ge=1, le=4096)
    reranker: str = ""
    reranker_device: str = ""
    reranker_batch: int = Field(default=32, ge=1, le=4096)
    reranker_top: int = Field(default=DEPTH, ge=1, le=DEPTH_LIMIT)
    glossary: Path | None = None
    chroma_url: str = ""
    chroma_token: SecretStr = SecretStr("")
    chroma_token_file: Path | None = None
    chroma_timeout: float = Field(default=2.0, gt=0, le=60)
    database: str = ""
    llm: str = ""
    llm_base_url: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_key_file: Path | None = None
    llm_timeout: float = Field(default=60.0, gt=0, le=3600)
    llm_evidence_tokens: int = Field(default=3000, ge=200, le=200_000)

    def feedback_book(self) -> FeedbackBook:
        """Where readers' feedback is kept; FeedbackError when it cannot be opened."""
        from rag.feedback import FeedbackBook

        return FeedbackBook(self.database) if self.database else FeedbackBook.in_folder(self.store)

    def embedder(self) -> Embedder:
        """The embedding model; ModelError when it is not on this machine or does not run here."""
        from index.embedding import ChosenPrompts, open_embedder

        prompts = ChosenPrompts(self.model_query_prompt, self.model_passage_prompt)
        device, batch = self.model_device or None, self.model_batch
        return open_embedder(self.model or None, prompts, device=device, batch_size=batch)

    def glossaries(self) -> tuple[Path, ...]:
        """The trainers' glossary files: the one named, then the one in the corpus folder."""
        beside = self.corpus / GLOSSARY
        named = (self.glossary,) if self.glossary is not None else ()
        return (*named, beside) if beside.is_file() else named

    def rerank_settings(self) -> RerankSettings | None:
        """The model that puts the first hits into order, or None for none."""
        from rag.rerank import RerankSettings

        if not self.reranker:
            return None
        device, batch = self.reranker_device or None, self.reranker_batch
        return RerankSettings(self.reranker, device, batch, self.reranker_top)

    def vector_server(self) -> VectorServer | None:
        """The Chroma server that keeps the vectors, or None for the store folder; StoreError."""
        if not self.chroma_url:
            return None
        from index.storage.server import VectorServer

        token = _secret(self.chroma_token, self.chroma_token_file)
        return VectorServer(self.chroma_url, token, self.chroma_timeout)

    def llm_settings(self) -> LlmSettings | None:
        """The chat model, or None when answers are extractive."""
        if not self.llm:
            return None
        key = _secret(self.llm_key, self.llm_key_file)
        tokens = self.llm_evidence_tokens
        return LlmSettings(self.llm, self.llm_base_url, key, self.llm_timeout, tokens)


def _secret(given: SecretStr, file: Path | None) -> str:
    """What the file holds, else what was given; SettingsError."""
    if file is None:
        return given.get_secret_value()
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"无法读取密钥文件“{file}”。") from error
