"""Office Open XML: the parts of a .docx or .xlsx as safe XML, found by their relationships.

Files in the strict variant of the standard are read as the common one. No entity is ever expanded
and nothing is fetched: a document type, which these files may not have, is refused.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterator
from typing import Any

from index.errors import ReadError
from index.formats.archive import MEGABYTE, Archive, damaged

Element = Any
"""An element of lxml, which has no types of its own."""
_BASE = "http://schemas.openxmlformats.org"
W = f"{{{_BASE}/wordprocessingml/2006/main}}"
S = f"{{{_BASE}/spreadsheetml/2006/main}}"
R = f"{{{_BASE}/officeDocument/2006/relationships}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TREE_LIMIT = 64 * MEGABYTE
"""Largest part, in bytes, of which much may stand in memory as a tree: one table can be all of it."""
_STRICT = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"purl.oclc.org/ooxml/spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"purl.oclc.org/ooxml/officeDocument/relationships", b"officeDocument/2006/relationships"),
)
_UNSAFE = tuple("<!DOCTYPE".encode(e) for e in ("ascii", "utf-16-le", "utf-16-be"))
_SAFE = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


def parse_part(archive: Archive, part: str) -> Element:
    """The root element of a part; ReadError when it is missing or no XML."""
    from lxml import etree

    data = _bytes_of(archive, part, TREE_LIMIT)
    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _broken(archive.name, str(error)) from error


def stream_part(
    archive: Archive,
    part: str,
    tags: tuple[str, ...],
    *,
    prepare: Callable[[bytes], bytes] = bytes,
    limit: int = 0,
) -> Iterator[Element]:
    """The elements with these tags as they end; `prepare` may cut out of the XML what is not read.

    `limit` is the largest part in bytes, 0 for that of any archive. The one who iterates clears what was read. ReadError when the part is missing or no XML.
    """
    from lxml import etree

    source = io.BytesIO(prepare(_bytes_of(archive, part, limit)))
    try:
        for _, element in etree.iterparse(source, events=("end",), tag=tags, **_SAFE):
            yield element
    except etree.XMLSyntaxError as error:
        raise _broken(archive.name, str(error)) from error


def children_of(
    archive: Archive, part: str, parent: str, tags: tuple[str, ...]
) -> Iterator[Element]:
    """The elements with these tags directly below `parent`, each dropped when the next comes."""
    for element in stream_part(archive, part, tags, limit=TREE_LIMIT):
        above = element.getparent()
        if above is not None and above.tag == parent:
            yield element
            drop(element)


def drop(element: Element) -> None:
    """Frees an element of a stream that was read, and those before it."""
    element.clear(keep_tail=False)
    above = element.getparent()
    while element.getprevious() is not None:
        del above[0]


def main_part(archive: Archive, usual: str) -> str:
    """The name of the part that is the document or the workbook, `usual` where none is named."""
    found = related(archive, "").get("officeDocument", "")
    return found if found and archive.has(found) else usual


def related(archive: Archive, part: str) -> dict[str, str]:
    """The parts that a part names, by the last word of the relationship's type ("" is the file)."""
    return dict(_relationships(archive, part).values())


def targets(archive: Archive, part: str) -> dict[str, str]:
    """The parts that a part names, by the ids of the relationships."""
    return {key: target for key, (_, target) in _relationships(archive, part).items()}


def number_in(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute gives, `default` when it gives none."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    folder, file = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{file}.rels")
    if not archive.has(listing):
        return {}
    found = {}
    for item in parse_part(archive, listing):
        target = item.get("Target", "")
        if item.get("TargetMode") != "External" and target:
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[item.get("Id", "")] = (kind, path)
    return found


def _bytes_of(archive: Archive, part: str, limit: int) -> bytes:
    data = archive.read(part, limit=limit)
    if any(mark in data for mark in _UNSAFE):
        raise ReadError(f"“{archive.name}”里有不安全的XML实体，没有读取。")
    if b"purl.oclc.org" in data[:65536]:
        for strict, common in _STRICT:
            data = data.replace(strict, b"schemas.openxmlformats.org/" + common)
    return data


def _broken(name: str, message: str) -> ReadError:
    if "depth" in message:
        return ReadError(f"“{name}”的表格或文本框嵌套太深，没有读取。")
    return damaged(name)
