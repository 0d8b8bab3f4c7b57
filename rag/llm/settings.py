"""Settings of the language model path; a plain value object that imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Which model writes answers, and its limits.

    `model` is “provider:name” as LangChain's init_chat_model reads it; `base_url` an
    OpenAI-compatible address; `timeout` the seconds for a whole answer, `first_timeout` for the
    first sign of a reply and `connect_timeout` for a connection; `evidence_tokens` the most
    evidence, in tokens, that a prompt carries. The key is never shown or logged.
    """

    model: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    timeout: float = 60.0
    evidence_tokens: int = 3000
    first_timeout: float = 30.0
    connect_timeout: float = 5.0
