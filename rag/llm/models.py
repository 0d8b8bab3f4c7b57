"""The chat model of the settings, over a connection that is bounded.

The only module that imports langchain and langchain_openai.
"""

from __future__ import annotations

import ssl
import threading
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from rag.errors import ModelServerError
from rag.llm.settings import LlmSettings

if TYPE_CHECKING:
    import httpx
    from langchain_core.language_models import BaseChatModel


def http_client(settings: LlmSettings) -> httpx.AsyncClient:
    """A client that follows no redirect (the key would go along) and bounds what it reads."""
    import httpx

    from rag.llm.limits import bound_reply

    return httpx.AsyncClient(
        timeout=httpx.Timeout(settings.timeout, connect=settings.connect_timeout),
        verify=_trusted(),
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [bound_reply]},
    )


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted, read once: that takes longer than a request."""
    import httpx

    return httpx.create_ssl_context()


@cache
def _unused_client() -> httpx.Client:
    """A synchronous client for the library, which would make one with certificates of its own."""
    import httpx

    return httpx.Client(verify=_trusted())


def chat_model(settings: LlmSettings, client: httpx.AsyncClient) -> BaseChatModel:
    """The chat model of the settings; an OpenAI-compatible one sends its requests by `client`.

    With a `base_url` the whole name is the server's own, for names such as qwen2.5:7b hold a colon.
    """
    from langchain.chat_models import init_chat_model

    provider, name = model_name(settings)
    if provider == "openai":
        model: BaseChatModel = init_chat_model(
            name,
            model_provider="openai",
            base_url=settings.base_url or None,
            api_key=settings.api_key or "none",
            timeout=client.timeout,
            max_retries=0,
            temperature=0,
            stream_usage=True,
            use_responses_api=False,
            http_async_client=client,
            http_client=_unused_client(),
        )
        return model
    return _other_model(settings, provider, name)


def _other_model(settings: LlmSettings, provider: str, name: str) -> BaseChatModel:
    """A model of a provider with a package of its own; ModelServerError says what is missing."""
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(
            name, model_provider=provider, api_key=settings.api_key or None,
            timeout=settings.timeout, max_retries=0, temperature=0,
        )  # fmt: skip
    except ImportError:
        said = f"本机没有安装模型提供方 {provider} 的程序包，请安装 langchain-{provider.replace('_', '-')}。"
        raise ModelServerError(said) from None
    except ValueError:  # an unknown name, or settings that its package does not take
        said = (
            f"模型提供方 {provider} 用不了：请检查名称和密钥；OpenAI 兼容的服务写作 openai:模型名。"
        )
        raise ModelServerError(said) from None
    return model


def model_name(settings: LlmSettings) -> tuple[str, str]:
    """(provider, name): “openai:m” and “m” are both m of an OpenAI-compatible server."""
    prefix, colon, rest = settings.model.partition(":")
    if prefix == "openai" and colon:
        return "openai", rest
    if not colon or settings.base_url:
        return "openai", settings.model
    return prefix, rest


def warm_up() -> threading.Thread:
    """Load the client's libraries in the background: the first question need not wait for them."""

    def load() -> None:
        for library in ("langchain.chat_models", "langchain_openai"):
            import_module(library)
        _trusted()

    loading = threading.Thread(target=load, name="guanwen-model-libraries", daemon=True)
    loading.start()
    return loading
