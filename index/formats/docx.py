"""Word documents: .docx → blocks, as a person sees the document in Word with all changes accepted.

Read straight from the parts of the file, one paragraph at a time: documents of Word, WPS and
LibreOffice differ in what else they hold, and memory stays bounded however long the body is.
"""

from __future__ import annotations

from index.blocks import Reading
from index.errors import ReadError
from index.formats.archive import Archive, open_archive
from index.formats.docx_body import PARAGRAPH, TOP, Body
from index.formats.docx_numbering import Numbering, read_numbering
from index.formats.docx_runs import Runs
from index.formats.docx_styles import Styles, read_styles
from index.formats.ooxml import Element, W, children_of, main_part, parse_part, related

_NOTES = {"注": ("footnotes", "footnote"), "尾注": ("endnotes", "endnote")}


def read_docx(data: bytes, name: str) -> Reading:
    """The blocks of a Word document; ReadError when it cannot be read or holds pictures alone.

    Deleted and hidden text, comments, headers, footers and the table of contents are left out;
    automatic numbers stand in the text. Notes follow the paragraph that refers to them.
    """
    archive = open_archive(data, name, ".docx")
    part = main_part(archive, "word/document.xml")
    body = _read(archive, part, whole=False)
    if body.runs.fields or (not body.blocks and _left_out(body)):
        body = _read(archive, part, whole=True)  # a field without an end hides all that follows
    if not body.blocks and body.runs.pictures:
        raise ReadError(f"“{name}”里只有图片，没有文字，请先用文字识别软件转成文字后再试。")
    return Reading(body.blocks, body.title, _warnings(body))


def _read(archive: Archive, part: str, *, whole: bool) -> Body:
    parts = related(archive, part)
    styles = _styles(archive, parts)
    body = Body(
        styles,
        _numbering(archive, parts, styles),
        _notes(archive, parts, styles),
        Runs(styles, whole=whole),
        whole=whole,
    )
    for element in children_of(archive, part, f"{W}body", TOP):
        body.add(element)
    return body


def _left_out(body: Body) -> bool:
    return body.dropped or body.runs.contents


def _warnings(body: Body) -> tuple[str, ...]:
    told = []
    if body.runs.edited:
        told.append("文件里有修订痕迹，已按接受全部修订后的文字读取。")
    if body.embedded:
        told.append("文件里嵌入了别的文档，嵌入的内容没有读取，请在Word里打开并另存后再试。")
    return tuple(told)


def _styles(archive: Archive, parts: dict[str, str]) -> Styles:
    place = parts.get("styles", "word/styles.xml")
    return read_styles(parse_part(archive, place)) if archive.has(place) else Styles()


def _numbering(archive: Archive, parts: dict[str, str], styles: Styles) -> Numbering:
    place = parts.get("numbering", "word/numbering.xml")
    if not archive.has(place):
        return Numbering()
    return read_numbering(parse_part(archive, place), styles)


def _notes(archive: Archive, parts: dict[str, str], styles: Styles) -> dict[tuple[str, str], str]:
    """The texts of all footnotes and endnotes by (kind, id)."""
    found = {}
    for kind, (part, tag) in _NOTES.items():
        place = parts.get(part, f"word/{part}.xml")
        if not archive.has(place):
            continue
        for note in parse_part(archive, place).iterfind(f"{W}{tag}"):
            found[kind, note.get(f"{W}id", "")] = _note_text(note, styles)
    return found


def _note_text(note: Element, styles: Styles) -> str:
    runs = Runs(styles)
    lines = (runs.read(line, styles.default).text for line in note.iter(PARAGRAPH))
    return " ".join(" ".join(lines).split())
