"""guanwen index: build, list, outline, add, remove, check."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli_parser import Commands, add_common
from ui.cli_store import (
    CommandError,
    build,
    ensure_store,
    note,
    open_model,
    print_json,
    settings_of,
)

if TYPE_CHECKING:
    from index.build import BuildReport
    from index.documents import DocumentInfo
    from index.embedding import Embedder
    from index.store import Store
    from ui.settings import Settings


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("index", help="索引：建立、查看、增减文件")
    actions = parser.add_subparsers(title="动作", metavar="动作", dest="action", required=True)
    built = actions.add_parser("build", help="用语料文件夹建立索引")
    built.set_defaults(run=_build)
    listed = actions.add_parser("list", help="列出索引里的文件")
    listed.set_defaults(run=_list)
    outlined = actions.add_parser("outline", help="显示一个文件的结构，不存入索引")
    outlined.add_argument("file", metavar="FILE", help="要分析的文件")
    outlined.add_argument("--json", action="store_true", help="输出 JSON")
    outlined.set_defaults(run=_outline)
    added = actions.add_parser("add", help="添加文件并重建索引")
    added.add_argument("files", metavar="FILE", nargs="+", help="要添加的文件")
    added.set_defaults(run=_add)
    removed = actions.add_parser("remove", help="移除添加过的文件并重建索引")
    removed.add_argument("id", metavar="ID", help="文件编号，见 guanwen index list")
    removed.set_defaults(run=_remove)
    checked = actions.add_parser("check", help="检查索引是否完整、是否与语料一致")
    checked.set_defaults(run=_check)
    for each in (built, listed, added, removed, checked):
        add_common(each, corpus=True)


def _build(args: argparse.Namespace) -> int:
    settings, embedder = _prepared(args)
    return _show_build(args, build(settings, embedder))


def _add(args: argparse.Namespace) -> int:
    from index.added import add_files

    settings, embedder = _prepared(args)
    add_files(settings.store, [Path(file) for file in args.files])
    return _show_build(args, build(settings, embedder))


def _remove(args: argparse.Namespace) -> int:
    from index.added import remove_file

    settings, embedder = _prepared(args)
    store = _opened(settings, embedder)
    found = next((info for info in store.documents() if info.id == args.id), None)
    store.close()
    if found is None:
        raise CommandError(f"索引里没有编号为 {args.id} 的文件，编号见 guanwen index list。")
    remove_file(settings.store, found.file)
    return _show_build(args, build(settings, embedder))


def _list(args: argparse.Namespace) -> int:
    settings, embedder = _prepared(args)
    store = _opened(settings, embedder)
    documents = store.documents()
    store.close()
    if args.json:
        print_json([asdict(info) for info in documents])
        return 0
    for info in documents:
        print(f"{info.id}\t《{info.title}》{_origin(info)}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from index.check import check_store

    settings, embedder = _prepared(args)
    problems = check_store(settings.store, settings.corpus, embedder)
    if args.json:
        print_json({"ok": not problems, "problems": list(problems)})
    else:
        print("\n".join(problems) or "索引完整，与语料一致。")
    return 1 if problems else 0


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
        note(f"提示：{warning}")
    return 0


def _prepared(args: argparse.Namespace) -> tuple[Settings, Embedder]:
    settings = settings_of(args)
    return settings, open_model(settings)


def _opened(settings: Settings, embedder: Embedder) -> Store:
    from index.store import Store

    ensure_store(settings, embedder)
    return Store.open(settings.store, embedder)


def _show_build(args: argparse.Namespace, report: BuildReport) -> int:
    failed = [file for file in report.files if file.outcome == "failed"]
    if args.json:
        manifest = asdict(report.manifest)
        files = [asdict(file) for file in report.files]
        print_json({"manifest": manifest, "files": files, "seconds": round(report.seconds, 3)})
    else:
        counts = report.manifest.counts
        print(
            f"索引已建立：{counts.documents} 份文件，{counts.nodes} 个结构单元，"
            f"{counts.chunks} 个检索段，{counts.facts} 条指标，{report.seconds:.1f} 秒。"
        )
    return 1 if failed else 0


def _origin(info: DocumentInfo) -> str:
    parts = [part for part in (info.issuer, info.author, info.date, info.source) if part]
    copies = f"（另有副本 {len(info.copies)} 份）" if info.copies else ""
    return ("　" + "，".join(parts) if parts else "") + copies
