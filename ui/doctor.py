"""What `guanwen doctor` looks at: one finding after another, none of which stops the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from index.embedding import Embedder
from index.errors import GuanwenError
from index.reasons import reason
from rag.cross_encoder.scorer import cross_encoder
from rag.llm.probe import Finding, probe
from ui.settings import Settings

_BUILD = "请运行 guanwen index build。"


def examine(settings: Settings) -> Iterator[Finding]:
    """Documents, embedding model, cross-encoder, index, a question, and what the settings add to them.

    Each finding comes as soon as it is known. What is not set is not looked at, but for the
    language model, of which it is said that there is none.
    """
    yield _corpus(settings.corpus)
    models: list[Embedder] = []
    yield from _guarded("向量模型", lambda: _embedding(settings, models))
    yield from _guarded("阅读模型", _cross_encoder)
    if settings.chroma_url:
        yield from _guarded("向量服务器", lambda: _vector_server(settings))
    if models:
        yield from _guarded("索引", lambda: _store(settings, models[0]), _BUILD)
    if settings.reranker:
        yield from _guarded("重排模型", lambda: _reranker(settings))
    if settings.database:
        yield from _guarded("反馈数据库", lambda: _feedback(settings))
    yield from _guarded("语言模型", lambda: _language_model(settings))


def _guarded(
    name: str, look: Callable[[], Iterator[Finding]], remedy: str = ""
) -> Iterator[Finding]:
    """The findings of a look; an error of ours, which says what to do, is a finding too."""
    try:
        yield from look()
    except GuanwenError as error:
        yield Finding(name, False, str(error), "" if "请" in str(error) else remedy)


def _corpus(folder: Path) -> Finding:
    try:
        count = sum(path.is_file() for path in folder.rglob("*"))
    except OSError as error:
        return Finding("语料", False, f"{folder} 读不出来：{reason(error)}。")
    if not folder.is_dir() or not count:
        remedy = "请把文件放进这个文件夹，或用 GUANWEN_CORPUS 指定另一个。"
        return Finding("语料", False, f"{folder} 里没有文件。", remedy)
    return Finding("语料", True, f"{folder}，{count} 个文件。")


def _embedding(settings: Settings, found: list[Embedder]) -> Iterator[Finding]:
    embedder = settings.embedder()
    size = len(embedder.encode_queries(["核对"])[0])
    found.append(embedder)
    yield Finding("向量模型", True, f"{embedder.name}，{size} 维。")


def _cross_encoder() -> Iterator[Finding]:
    cross_encoder()  # tries itself as it is read
    yield Finding("阅读模型", True, "随程序安装，可以使用。")


def _vector_server(settings: Settings) -> Iterator[Finding]:
    from index.storage.chroma_client import server_client

    server = settings.vector_server()
    if server is not None:
        server_client(server, patience=server.timeout)
        yield Finding("向量服务器", True, f"{server.host}:{server.port} 有回答。")


def _store(settings: Settings, embedder: Embedder) -> Iterator[Finding]:
    from rag.assistant import Assistant

    server = settings.vector_server()
    with closing(Assistant.open(settings.store, embedder=embedder, server=server)) as assistant:
        counts = assistant.store.manifest.counts
        said = f"{settings.store}，{counts.documents} 份文件，{counts.chunks} 个检索段。"
        yield Finding("索引", True, said)
        infos = assistant.documents()
        if infos:
            started = time.perf_counter()
            answer = assistant.ask(f"《{infos[0].title}》讲什么")
            took = f"{time.perf_counter() - started:.2f} 秒。"
            yield Finding("提问", not answer.notice, answer.notice or took)


def _reranker(settings: Settings) -> Iterator[Finding]:
    from rag.rerank import CrossEncoderReranker

    chosen = settings.rerank_settings()
    if chosen is not None:
        CrossEncoderReranker(chosen).score("核对", ["核对"])
        yield Finding("重排模型", True, f"{settings.reranker} 可以使用。")


def _feedback(settings: Settings) -> Iterator[Finding]:
    settings.feedback_book().close()
    yield Finding("反馈数据库", True, "可以打开。")


def _language_model(settings: Settings) -> Iterator[Finding]:
    llm = settings.llm_settings()
    if llm is None:
        yield Finding("语言模型", None, "没有设置（GUANWEN_LLM），回答直接取自原文。")
    else:
        yield from probe(llm)


def finding_line(finding: Finding) -> str:
    """A finding as a line: ✓ good, ✗ to be put right, – not used or not known."""
    sign = {True: "✓", False: "✗", None: "–"}[finding.ok]
    return f"{sign} {finding.name}：{' '.join((finding.said + finding.remedy).split())}"


def findings_json(findings: Sequence[Finding]) -> dict[str, object]:
    """All findings as programs read them; `ok` of one is null where it cannot be told."""
    checks = [
        {"name": f.name, "ok": f.ok, "said": f.said, "remedy": f.remedy} for f in findings
    ]  # fmt: skip
    return {"ok": all(f.ok is not False for f in findings), "checks": checks}
