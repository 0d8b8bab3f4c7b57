"""Chroma, imported in this one place: clients of a folder and of a server, settings, errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from index.errors import StoreError, VectorsLost
from index.storage.server import VectorServer

BATCH = 5_000
"""Records for one call: Chroma's SQLite takes at most 5,461 at a time."""

SPACE = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}}
"""How a collection is laid out."""

_HEARTBEAT = "nanosecond heartbeat"
_REFUSED = (401, 403)
_openings = count(1)  # a thread can take a number at any time
_Given = TypeVar("_Given")


def folder_client(folder: Path) -> Any:
    """A client of a folder, which is made where there is none."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    return chromadb.PersistentClient(_spelled_anew(folder), settings=settings)


def server_client(server: VectorServer, *, patience: float) -> Any:
    """A client of a server that answered just now; no call takes longer than `patience` seconds.

    VectorsLost, with one sentence that says what is wrong: no server there, not Chroma, the token.
    """
    _look(server, patience)  # the client's own first calls would wait for ever
    import chromadb
    from chromadb.config import Settings

    client: Any = server_call(
        server,
        patience,
        lambda: chromadb.HttpClient(
            server.host,
            server.port,
            ssl=server.secure,
            headers=_headers(server),
            settings=Settings(anonymized_telemetry=False),
        ),
    )
    client._server._session.timeout = patience  # it has no setting of its own for this
    return client


def server_call(server: VectorServer, patience: float, call: Callable[[], _Given]) -> _Given:
    """What a call of a server's client gives; VectorsLost for whatever goes wrong with it."""
    import httpx
    from chromadb.errors import NotFoundError

    try:
        return call()
    except httpx.TimeoutException as error:
        raise VectorsLost(_silent(server, patience)) from error
    except httpx.HTTPError as error:
        raise VectorsLost(_unreachable(server)) from error
    except NotFoundError as error:
        raise VectorsLost(
            f"{_named(server)} 上没有这个索引的向量，请运行 guanwen index build 重建。"
        ) from error
    except Exception as error:  # of many kinds: the client raises the text of any other reply
        status = getattr(getattr(error.__context__, "response", None), "status_code", 0)
        if status in _REFUSED or "Auth" in type(error).__name__:
            raise VectorsLost(_refused(server)) from error
        if isinstance(error.__context__, httpx.TransportError):
            raise VectorsLost(_unreachable(server)) from error
        raise VectorsLost(f"{_named(server)} 的回答不对（{_short(error)}）。") from error


def remove_collection(server: VectorServer, name: str, *, patience: float) -> None:
    """Delete a collection of a server; one that is not there is none. VectorsLost."""
    client = server_client(server, patience=patience)
    from chromadb.errors import NotFoundError

    def remove() -> None:
        with suppress(NotFoundError):
            client.delete_collection(name)

    try:
        server_call(server, patience, remove)
    finally:
        client.close()


@contextmanager
def folder_errors(message: str) -> Iterator[None]:
    """Whatever Chroma raises becomes a StoreError with this sentence."""
    try:
        yield
    except Exception as error:  # of many kinds, some from Rust without a common base
        raise StoreError(message) from error


def _look(server: VectorServer, patience: float) -> None:
    """VectorsLost unless a Chroma server answers there and takes the token."""
    import httpx

    def ask(path: str) -> httpx.Response:
        return httpx.get(
            f"{server.url.rstrip('/')}{path}", headers=_headers(server), timeout=patience
        )

    try:
        reply, identity = ask("/api/v2/heartbeat"), ask("/api/v2/auth/identity")
        known = reply.status_code == 200 and _HEARTBEAT in reply.json()
    except httpx.TimeoutException as error:
        raise VectorsLost(_silent(server, patience)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise VectorsLost(_unreachable(server)) from error
    except (ValueError, TypeError):  # no JSON
        known = False
    if reply.status_code in _REFUSED or (known and identity.status_code in _REFUSED):
        raise VectorsLost(_refused(server))
    if not known:
        raise VectorsLost(
            f"{server.host}:{server.port} 上运行的不是 Chroma 服务器，请改正 GUANWEN_CHROMA_URL。"
        )


def _headers(server: VectorServer) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.token}"} if server.token else {}


def _named(server: VectorServer) -> str:
    return f"Chroma 服务器 {server.host}:{server.port}"


def _silent(server: VectorServer, patience: float) -> str:
    return f"{_named(server)} 在 {patience:g} 秒内没有回答。"


def _unreachable(server: VectorServer) -> str:
    return (
        f"连不上 {_named(server)}，请确认它在运行（chroma run），地址 GUANWEN_CHROMA_URL 没有写错。"
    )


def _refused(server: VectorServer) -> str:
    said = "不接受 GUANWEN_CHROMA_TOKEN" if server.token else "要求设置 GUANWEN_CHROMA_TOKEN"
    return f"{_named(server)} {said}，请改正。"


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _spelled_anew(folder: Path) -> str:
    """The path in a spelling that this process has not used yet.

    Chroma shares one system between all clients of equal paths: whoever opens a folder that was
    made again would read the deleted files, and one that opens while another closes would fail.
    """
    digits = bin(next(_openings))[2:]
    return str(folder) + "".join("/." if digit == "1" else "/" for digit in digits)
