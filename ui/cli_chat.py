"""guanwen chat: the page and the HTTP API on one address."""

from __future__ import annotations

import argparse
import errno
import json
import socket

from index.reasons import reason
from ui.cli_parser import Commands, whole_number
from ui.cli_store import CommandError, ensure_store, open_model, settings_of

_TRIES = 100


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("chat", help="打开网页：聊天、测验和 HTTP 接口")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1，仅本机）")
    parser.add_argument(
        "--port", default=7860, type=whole_number(1, 65535), help="端口（默认 7860）"
    )
    parser.add_argument("--store", metavar="DIR", help="索引文件夹（默认取自设置）")
    parser.add_argument("--json", action="store_true", help='就绪时输出一行 JSON：{"url": …}')
    parser.set_defaults(run=_chat)


def _chat(args: argparse.Namespace) -> int:
    check_port(args.host, args.port)
    settings = settings_of(args)
    embedder = open_model(settings)
    ensure_store(settings, embedder)
    from ui.app import serve

    llm = settings.llm_settings()
    ready = _tell_json if args.json else None
    book = settings.feedback_book
    serve(
        settings.store, args.host, args.port,
        embedder=embedder, llm=llm, reranker=settings.rerank_settings(),
        server=settings.vector_server(), glossaries=settings.glossaries(), open_book=book, ready=ready,
    )  # fmt: skip
    return 0


def _tell_json(url: str) -> None:
    print(json.dumps({"url": url}), flush=True)


def check_port(host: str, port: int) -> None:
    """CommandError with the next free port when this one is taken, or why it cannot be used."""
    try:
        _bind(host, port)
    except socket.gaierror as error:
        raise CommandError(f"地址 {host} 无法识别，请检查 --host。") from error
    except OSError as error:
        if error.errno == errno.EACCES:
            raise CommandError(f"没有权限使用端口 {port}，请换一个 1024 以上的端口。") from error
        if error.errno != errno.EADDRINUSE:
            raise CommandError(f"无法监听 {host}:{port}：{reason(error)}。") from error
        raise CommandError(
            f"端口 {port} 已被占用，可以改用：guanwen chat --port {_next_free(host, port)}"
        ) from error


def _next_free(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 1 + _TRIES, 65536)):
        try:
            _bind(host, candidate)
        except OSError:
            continue
        return candidate
    with socket.create_server((host, 0)) as server:
        return int(server.getsockname()[1])


def _bind(host: str, port: int) -> None:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        # As the server does it: a port that is only waiting out its last connection is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(address)
