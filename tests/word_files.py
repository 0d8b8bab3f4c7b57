"""Word files written part by part: what the tests of .docx need and no writer makes."""

from __future__ import annotations

import io
import zipfile
from html import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
).encode()
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/>'
    f'<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in range(1, 7)
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="Hidden"/>'
    f"<w:rPr><w:vanish/></w:rPr></w:style>{HEADINGS}"
)
"""Styles as Chinese Word writes them: ids 1 to 6 are the headings, t the title, c1 a contents line."""


def run(text: str, properties: str = "") -> str:
    """A run of text; `properties` is the inside of its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", *, style: str = "", num: str = "", level: int = 0, more: str = "") -> str:
    """A paragraph of one run, or of the XML `text` when it begins with “<”."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    inside = text if text.startswith("<") else run(text) if text else ""
    return f"<w:p><w:pPr>{named}{listed}{more}</w:pPr>{inside}</w:p>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def tr(*cells: str, more: str = "") -> str:
    """A row; a cell that is no XML is one paragraph."""
    made = "".join(c if c.startswith("<w:tc>") else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{more}</w:trPr>{made}</w:tr>"


def tc(content: str, more: str = "") -> str:
    """A cell with the XML of its blocks, or with a text."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inside}</w:tc>"


def level(
    place: int, text: str, fmt: str = "chineseCountingThousand", more: str = "", start: int = 1
) -> str:
    """A level of a definition of numbering."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def definition(key: int, *levels: str) -> str:
    """A definition of numbering."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def restart(place: int, start: int = 1) -> str:
    """What makes a list begin anew at a level."""
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def field(instruction: str, result: str | None) -> str:
    """The runs of a complex field; no result when None."""
    shown = "" if result is None else f"{_char('separate')}{result}"
    code = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return f"{_char('begin')}{code}{shown}{_char('end')}"


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def word_file(
    body: str,
    *,
    numbering: str = "",
    styles: str = STYLES,
    footnotes: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """The bytes of a .docx; `parts` adds parts or replaces those that are made."""
    made = {
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": _part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/styles.xml": _part("styles", styles),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml")
        ),
    }
    if numbering:
        made["word/numbering.xml"] = _part("numbering", numbering)
    if footnotes:
        made["word/footnotes.xml"] = _part("footnotes", footnotes)
    return zipped({"[Content_Types].xml": _TYPES, **made, **(parts or {})})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _part(name: str, inside: str) -> bytes:
    return f"{_HEAD}<w:{name} {SPACES}>{inside}</w:{name}>".encode()


def _relations(*pairs: tuple[str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(pairs)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{listed}</Relationships>'.encode()
