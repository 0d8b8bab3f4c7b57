"""guanwen index: build, list, outline, add, remove, check."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli_parser import Commands, add_common
from ui.cli_store import (
    CommandError,
    build,
    building,
    ensure_store,
    note,
    open_model,
    print_json,
    settings_of,
    tell_failures,
)
from ui.columns import printable
from ui.file_table import document_table, file_table, summary

if TYPE_CHECKING:
    from index.building import BuildReport
    from index.documents import DocumentInfo
    from index.embedding import Embedder
    from index.remarks import CopyRemark
    from index.storage.manifest import FileRecord
    from index.store import Store
    from ui.settings import Settings


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("index", help="索引：建立、查看、增减文件")
    actions = parser.add_subparsers(title="动作", metavar="动作", dest="action", required=True)
    built = actions.add_parser("build", help="用语料文件夹建立或更新索引")
    built.add_argument("--full", action="store_true", help="从头重建，不沿用没有变化的文件")
    built.set_defaults(run=_build)
    listed = actions.add_parser("list", help="列出索引里的文件")
    listed.set_defaults(run=_list)
    outlined = actions.add_parser("outline", help="显示一个文件的结构，不存入索引")
    outlined.add_argument("file", metavar="FILE", help="要分析的文件")
    outlined.add_argument("--json", action="store_true", help="输出 JSON")
    outlined.set_defaults(run=_outline)
    added = actions.add_parser("add", help="添加文件并更新索引")
    added.add_argument("files", metavar="FILE", nargs="+", help="要添加的文件或文件夹")
    added.set_defaults(run=_add)
    removed = actions.add_parser("remove", help="移除添加过的文件并更新索引")
    removed.add_argument("id", metavar="ID", help="编号或文件名，见 guanwen index list")
    removed.set_defaults(run=_remove)
    checked = actions.add_parser("check", help="检查索引是否完整、是否与语料一致")
    checked.set_defaults(run=_check)
    for each in (built, listed, added, removed, checked):
        add_common(each, corpus=True)


def _build(args: argparse.Namespace) -> int:
    settings, embedder = _prepared(args)
    return _show_build(args, build(settings, embedder, full=args.full))


def _add(args: argparse.Namespace) -> int:
    from index.build import add_documents

    settings, embedder = _prepared(args)
    files = [Path(file) for file in args.files]
    with building() as progress:
        report = add_documents(
            settings.corpus, settings.store, embedder, files,
            progress=progress, server=settings.vector_server(),
        )  # fmt: skip
    return _show_build(args, report, added=True)


def _remove(args: argparse.Namespace) -> int:
    from index.build import remove_documents

    settings, embedder = _prepared(args)
    store = _opened(settings, embedder)
    infos = store.documents()
    store.close()
    files = _named(infos, args.id)
    if not files:
        raise CommandError(f"索引里没有编号为 {args.id} 的文件，编号见 guanwen index list。")
    with building() as progress:
        report = remove_documents(
            settings.corpus, settings.store, embedder, files,
            progress=progress, server=settings.vector_server(),
        )  # fmt: skip
    return _show_build(args, report)


def _named(infos: Sequence[DocumentInfo], name: str) -> tuple[str, ...]:
    """The files of the document with this id, or the one file of this name."""
    for info in infos:
        if info.id == name:
            return (info.file, *info.copies)
    files = [file for info in infos for file in (info.file, *info.copies)]
    return tuple(file for file in files if file in (name, f"added/{name}"))[:1]


def _list(args: argparse.Namespace) -> int:
    settings, embedder = _prepared(args)
    store = _opened(settings, embedder)
    infos = store.documents()
    chunks = {info.id: store.chunk_count(info.id) for info in infos}
    records = {record.file: record for record in store.manifest.records}
    store.close()
    if args.json:
        print_json([_listed(info, chunks[info.id], records.get(info.file)) for info in infos])
    else:
        print(document_table(infos, chunks, records))
    return 0


def _listed(info: DocumentInfo, chunks: int, record: FileRecord | None) -> dict[str, object]:
    size, since = (record.size, record.since) if record else (0, "")
    return {**asdict(info), "chunks": chunks, "bytes": size, "added": since}


def _check(args: argparse.Namespace) -> int:
    from index.check import check_store
    from index.remarks import copy_lines, remark_json

    settings, embedder = _prepared(args)
    server = settings.vector_server()
    problems = check_store(settings.store, settings.corpus, embedder, server=server)
    copies, notes = _remarks(settings.store)
    if args.json:
        differences = [remark_json(each) for each in copies]
        print_json(
            {
                "ok": not problems,
                "problems": list(problems),
                "remarks": list(notes),
                "differences": differences,
            }
        )
    else:
        lines = [*(problems or ["索引完整，与语料一致。"]), *notes]
        lines += [line for each in copies for line in copy_lines(each)]
        print("\n".join(map(printable, lines)))
    return 1 if problems else 0


def _remarks(store: Path) -> tuple[tuple[CopyRemark, ...], tuple[str, ...]]:
    """What is worth knowing of a store; nothing of one that is damaged, which is told as a problem."""
    from index.errors import StoreError
    from index.remarks import copy_remarks, near_equal

    try:
        return copy_remarks(store), near_equal(store)
    except StoreError:
        return (), ()


def _outline(args: argparse.Namespace) -> int:
    from index.corpus import read_one
    from ui.outline_json import outline_json

    outline = read_one(Path(args.file)).outline
    if args.json:
        print_json(outline_json(outline))
        return 0
    for node in outline.nodes:
        if node.kind not in ("paragraph", "table"):
            print("  " * node.level + (f"{node.number} {node.title}".strip() or outline.title))
    for warning in outline.warnings:
        note(f"提示：{warning.message}")
    return 0


def _prepared(args: argparse.Namespace) -> tuple[Settings, Embedder]:
    settings = settings_of(args)
    return settings, open_model(settings)


def _opened(settings: Settings, embedder: Embedder) -> Store:
    from index.store import Store

    ensure_store(settings, embedder)
    return Store.open(settings.store, embedder, server=settings.vector_server())


def _show_build(args: argparse.Namespace, report: BuildReport, *, added: bool = False) -> int:
    failed = [file for file in report.files if file.outcome == "failed"]
    if args.json:
        tell_failures(report)
        manifest = asdict(report.manifest)
        files = [asdict(file) for file in report.files]
        seconds = round(report.seconds, 3)
        shown = {
            "manifest": manifest,
            "files": files,
            "seconds": seconds,
            "changed": report.changed,
            "gone": list(report.gone),
        }
        print_json(shown)
    else:
        print("\n".join(filter(None, (file_table(report, added=added), summary(report)))))
    return 1 if failed else 0
