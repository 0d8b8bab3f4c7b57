"""Fixtures for all tests: no network but loopback; the corpus indexed once with the trained model."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from rag.assistant import Assistant

ROOT = Path(__file__).parent.parent


class NetworkRefused(RuntimeError):
    """A test tried to reach something other than this machine."""


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: connecting, sending and looking up names work for loopback alone."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a local socket
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    else:
        return
    if isinstance(host, str) and host.endswith(".invalid"):  # no such name, by RFC 2606
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if not _is_loopback(host):
        raise NetworkRefused(f"{event} {host!r}: tests use no network but loopback")


def pytest_configure() -> None:
    """Refuse the network for the whole run; an audit hook cannot be taken away again."""
    sys.addaudithook(_refuse)


@pytest.fixture(scope="session")
def trained_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the corpus, made with the trained model."""
    from index.build import build_store
    from index.embedding import open_embedder

    store = tmp_path_factory.mktemp("trained") / "store"
    build_store(ROOT / "corpus", store, open_embedder())
    return store


@pytest.fixture(scope="session")
def assistant(trained_store: Path) -> Iterator[Assistant]:
    """The assistant over the corpus with the trained model; read only, shared by all tests."""
    from rag.assistant import Assistant

    opened = Assistant.open(trained_store)
    yield opened
    opened.close()
