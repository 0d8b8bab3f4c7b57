"""Whether a language model's server can be used: its address, the model, and streaming."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.errors import ModelServerError
from rag.llm.client import reply_pieces
from rag.llm.models import model_name, warm_up
from rag.llm.settings import LlmSettings

if TYPE_CHECKING:
    import httpx

_PUBLIC = "https://api.openai.com/v1"
_PATIENCE = 30.0
"""Seconds that the trial request may take."""
_PROMPT = (("user", "请只回答两个字：收到"),)
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found: `ok` is None where it cannot be told; `remedy` says what to do."""

    name: str
    ok: bool | None
    said: str
    remedy: str = ""


def probe(settings: LlmSettings) -> Iterator[Finding]:
    """The address, then the model's name, then one short streamed reply; no look raises.

    Nothing that the server says is repeated, but the names of its models.
    """
    provider, name = model_name(settings)
    if provider == "openai":
        address, listed = _address(settings)
        yield address
        if address.ok is False:
            return
        yield _model(name, listed)
    yield _streaming(settings)


def _address(settings: LlmSettings) -> tuple[Finding, tuple[str, ...] | None]:
    """Whether something answers there, and the models that it lists (None for no list)."""
    import httpx

    url = settings.base_url or _PUBLIC
    shown = _shown(url)
    if not shown.startswith(("http://", "https://")):
        remedy = "GUANWEN_LLM_BASE_URL 应当是 http://主机:端口/v1 这样的地址。"
        return Finding("语言模型地址", False, "地址的写法不对。", remedy), None
    headers = {"Authorization": f"Bearer {settings.api_key}"} if settings.api_key else {}
    try:
        reply = httpx.get(
            f"{url.rstrip('/')}/models", headers=headers, timeout=settings.connect_timeout
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        late = isinstance(error, httpx.TimeoutException)
        said = f"{shown} {'没有回答' if late else '连接不上'}。"
        remedy = "请确认服务已经启动，GUANWEN_LLM_BASE_URL 没有写错。"
        return Finding("语言模型地址", False, said, remedy), None
    if reply.status_code in (401, 403):
        said = f"{shown} 不接受这个密钥（HTTP {reply.status_code}）。"
        remedy = "请检查 GUANWEN_LLM_KEY 或 GUANWEN_LLM_KEY_FILE。"
        return Finding("语言模型地址", False, said, remedy), None
    return Finding("语言模型地址", True, f"{shown} 有回答。"), _models(reply)


def _shown(url: str) -> str:
    """An address without a name, a key or a query in it; "" for none."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}" if parts.hostname else ""


def _models(reply: httpx.Response) -> tuple[str, ...] | None:
    try:
        found = tuple(str(each["id"]) for each in reply.json()["data"])
    except (ValueError, TypeError, KeyError):
        return None
    return found or None


def _model(name: str, listed: tuple[str, ...] | None) -> Finding:
    if listed is None:
        return Finding("语言模型名称", None, "服务没有列出模型，无法核对名称。")
    if name in listed or f"{name}:latest" in listed:
        return Finding("语言模型名称", True, f"服务上有 {name}。")
    some = "、".join(each[:60] for each in listed[:_LISTED])
    more = f" 等 {len(listed)} 个" if len(listed) > _LISTED else ""
    remedy = f"服务上有 {some}{more}，请改正 GUANWEN_LLM。"
    return Finding("语言模型名称", False, f"服务上没有 {name}。", remedy)


def _streaming(settings: LlmSettings) -> Finding:
    """One short reply, and how long its first words took (libraries loaded before)."""
    warm_up().join()
    started = time.perf_counter()
    first, pieces = 0.0, 0
    quick = replace(settings, timeout=min(settings.timeout, _PATIENCE))
    try:
        with closing(reply_pieces(quick, _PROMPT, limit=2000)) as reading:
            for piece in reading:
                if piece.strip():
                    first = first or time.perf_counter() - started
                    pieces += 1
    except ModelServerError as error:
        remedy = "" if "请" in str(error) else "请看模型服务的日志。"
        return Finding("语言模型流式回答", False, str(error), remedy)
    if not pieces:
        said = "模型没有给出文字。"
        return Finding("语言模型流式回答", False, said, "请换一个对话模型，或看模型服务的日志。")
    whole = time.perf_counter() - started
    return Finding("语言模型流式回答", True, f"首字 {first:.2f} 秒，全部 {whole:.2f} 秒。")
