"""What a build did with each file, and what an index holds: tables for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ui.columns import columns, printable

if TYPE_CHECKING:
    from index.building import BuildReport
    from index.documents import DocumentInfo, FileReport
    from index.storage.manifest import FileRecord

MOST = 40
"""Rows of one outcome that are shown."""
_OUTCOMES = {
    "read": "已读取",
    "copy": "副本",
    "unchanged": "没有变化",
    "skipped": "跳过",
    "failed": "未收入",
}
_ORDER = tuple(_OUTCOMES)
_QUIET = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".webp",
    ".svg",
    ".tif",
    ".tiff",
    ".ico",
    ".css",
    ".js",
)
"""Files that nobody takes for documents: they are only counted."""


def file_table(report: BuildReport, *, added: bool = False) -> str:
    """A line for each file that is worth one, failures last; "" when there is none.

    What is as it was is left out, but for files that were just to be `added`; then, and when nothing
    changed, copies and what was skipped in the corpus folder are no news either.
    """
    titles = {r.document_id: r.title for r in report.manifest.records if r.outcome == "read"}
    old = added or not report.changed
    told = [each for each in report.files if _is_told(each, added=added, old=old)]
    rows: list[tuple[str, str, str]] = []
    for outcome in _ORDER:
        mine = [each for each in told if each.outcome == outcome]
        most = len(mine) if outcome == "failed" else MOST
        rows += [(each.file, _OUTCOMES[outcome], _about(each, titles)) for each in mine[:most]]
        if len(mine) > most:
            rows.append(("……", _OUTCOMES[outcome], f"另有 {len(mine) - most} 份"))
    quiet = 0 if old else sum(_is_quiet(each) for each in report.files)
    lines = [columns([("文件", "结果", "说明"), *rows])] if rows else []
    return "\n".join((*lines, *([f"另有图片等 {quiet} 个文件不是文档，已跳过。"] if quiet else [])))


def summary(report: BuildReport) -> str:
    """One sentence on the whole."""
    counts, outcomes = report.manifest.counts, Counter(file.outcome for file in report.files)
    failed = f"，{outcomes['failed']} 份未收入" if outcomes["failed"] else ""
    if not report.changed:
        return f"没有变化：{counts.documents} 份文件都已在索引里，未重建{failed}。"
    kept = f"（沿用 {outcomes['unchanged']} 份）" if outcomes["unchanged"] else ""
    gone = _gone(report.gone)
    return (
        f"索引已{'更新' if kept else '建立'}：{counts.documents} 份文件{kept}{gone}{failed}，"
        f"{counts.nodes} 个结构单元，{counts.chunks} 个检索段，{counts.facts} 条指标，"
        f"{report.seconds:.1f} 秒。"
    )


def _gone(titles: Sequence[str]) -> str:
    """How many documents the index has no longer, the first of them by name."""
    if not titles:
        return ""
    named = "、".join(f"《{title}》" for title in titles[:3]) + ("等" if len(titles) > 3 else "")
    return f"，移除 {len(titles)} 份（{printable(named)}）"


def document_table(
    infos: Sequence[DocumentInfo], chunks: Mapping[str, int], records: Mapping[str, FileRecord]
) -> str:
    """The documents of an index: id, title, file, size, chunks, copies, since when."""
    heads = ("编号", "标题", "文件", "大小", "检索段", "副本", "收入时间", "来源")
    return columns([heads, *_documents(infos, chunks, records)])


def _documents(
    infos: Sequence[DocumentInfo], chunks: Mapping[str, int], records: Mapping[str, FileRecord]
) -> Iterator[tuple[str, ...]]:
    for info in infos:
        record = records.get(info.file)
        size, since = (_size(record.size), _moment(record.since)) if record else ("", "")
        origin = "，".join(filter(None, (info.issuer, info.author, info.date, info.source)))
        yield (
            info.id, f"《{info.title}》", info.file, size, str(chunks.get(info.id, 0)),
            str(len(info.copies)), since, origin,
        )  # fmt: skip


def _is_told(report: FileReport, *, added: bool, old: bool) -> bool:
    if report.outcome == "unchanged":
        return added and report.message.startswith("索引里已有")
    if old and report.outcome in ("copy", "skipped"):
        return added and report.file.startswith("added/")
    return not _is_quiet(report)


def _is_quiet(report: FileReport) -> bool:
    return report.outcome == "skipped" and report.file.lower().endswith(_QUIET)


def _about(report: FileReport, titles: Mapping[str, str]) -> str:
    title = titles.get(report.document_id, "") if report.outcome == "read" else ""
    parts = [f"《{title}》" if title else "", report.message.rstrip("。")]
    if report.warnings:
        parts.append(f"{len(report.warnings)} 处提示")
    return "，".join(filter(None, parts))


def _size(size: int) -> str:
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"


def _moment(since: str) -> str:
    return since[:16].replace("T", " ")
