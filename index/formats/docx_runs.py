"""The text of a Word paragraph as people see it: fields by their results, no deleted or hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.formats.docx_numerals import enclosed_circle
from index.formats.docx_styles import VAL, Styles, switch, value_of
from index.formats.docx_symbols import symbol
from index.formats.ooxml import MC, Element, W, number_in

INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
BOX = f"{W}txbxContent"
THROUGH = INSERTED | {f"{W}{name}" for name in ("smartTag", "customXml", "sdt", "sdtContent")}
"""Elements that hold what a paragraph or a body holds, and add nothing to it."""
_INLINE = THROUGH | {f"{W}{name}" for name in ("hyperlink", "bdo", "dir", "fldSimple")}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _RUN_STYLE = f"{W}rPr", f"{W}rStyle"
_WRITTEN = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", ALTERNATE})
_NOTES = {f"{W}footnoteReference": "注", f"{W}endnoteReference": "尾注"}
_DROPPED = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES"})
_CIRCLED = re.compile(r"\s*EQ\s+\\o\s*\\ac\s*\(\s*[○◯〇]\s*[,，]\s*(\w{1,3})\s*\)\s*", re.I)


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its text, its text boxes, the (kind, id) of the notes it refers to."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False

    def shown(self) -> bool:
        word = self.instruction.split(maxsplit=1)
        return self.in_result and not (word and word[0].upper() in _DROPPED)


@dataclass(slots=True)
class Runs:
    """Reads paragraphs one after the other; a field may begin in one and end in a later one.

    `contents` tells that a table of contents was left out, `edited` that there were changes,
    `pictures` that there were pictures. With `whole` no field is left out.
    """

    styles: Styles
    whole: bool = False
    contents: bool = False
    edited: bool = False
    pictures: bool = False
    fields: list[_Field] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)

    def read(self, paragraph: Element, style_id: str) -> Inline:
        """The text, boxes and notes of a paragraph."""
        inline = Inline()
        self._parts = []
        self._collect(paragraph, inline, self.styles.hidden(style_id))
        inline.text = "".join(self._parts)
        return inline

    def _collect(self, parent: Iterable[Element], inline: Inline, hidden: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, inline, hidden)
            elif tag in DELETED:
                self.edited = True
            elif tag in _INLINE:
                self.edited |= tag in INSERTED
                if not self._is_left_out(element):
                    self._collect(element, inline, hidden)
            elif tag == ALTERNATE:
                self._collect(chosen(element), inline, hidden)
            elif tag.startswith(_MATH):
                self._write("".join(element.itertext(f"{_MATH}t")), hidden)

    def _is_left_out(self, element: Element) -> bool:
        """A page number as a simple field, or the words that invite to fill in a form."""
        if element.tag == f"{W}fldSimple":
            simple = _Field(element.get(f"{W}instr", ""), True)
            return not self.whole and not simple.shown()
        return is_placeholder(element)

    def _run(self, run: Element, inline: Inline, hidden: bool) -> None:
        hidden = self._is_hidden(run.find(_RUN), hidden)
        for element in run:
            tag = element.tag
            if tag == f"{W}t":
                self._write((element.text or "").replace("\n", " ").replace("\t", " "), hidden)
            elif tag in _WRITTEN:
                self._write(_WRITTEN[tag], hidden)
            elif tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType", ""), hidden)
            elif tag == f"{W}instrText" and self.fields and not self.fields[-1].in_result:
                self.fields[-1].instruction += element.text or ""
            elif tag == f"{W}sym":
                self._write(
                    symbol(element.get(f"{W}font", ""), element.get(f"{W}char", "")), hidden
                )
            elif tag in _NOTES and not hidden:
                inline.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
            elif tag == f"{W}ruby" and (base := element.find(f"{W}rubyBase")) is not None:
                self._collect(base, inline, hidden)
            elif tag in _PICTURES:
                boxes = list(text_boxes(element))
                self.pictures |= not boxes
                inline.boxes.extend(boxes)

    def _is_hidden(self, properties: Element | None, hidden: bool) -> bool:
        if properties is None:
            return hidden
        own = switch(properties, f"{W}vanish")
        if own is not None:
            return own
        style = value_of(properties, _RUN_STYLE)
        return hidden or (style is not None and self.styles.hidden(style))

    def _write(self, text: str, hidden: bool) -> None:
        if not hidden and (self.whole or all(field.shown() for field in self.fields)):
            self._parts.append(text)

    def _field(self, kind: str, hidden: bool) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
            self.contents |= self.fields[-1].instruction.strip().upper().startswith("TOC")
        elif kind == "end" and self.fields:
            done = self.fields.pop()
            circled = None if done.in_result else _CIRCLED.fullmatch(done.instruction)
            if circled:
                inside = circled[1]
                circle = enclosed_circle(number_in(inside, -1)) if inside.isdecimal() else ""
                self._write(circle or inside, hidden)


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes of a drawing, each once though it is often written twice."""
    for child in chosen(element) if element.tag == ALTERNATE else element:
        if child.tag == BOX:
            yield child
        else:
            yield from text_boxes(child)


def chosen(alternate: Element) -> list[Element]:
    """What is read of several alternatives: the first that has text, else the last."""
    found = [child for child in alternate if child.tag in (CHOICE, FALLBACK)]
    for child in found:
        if any(text.text for text in child.iter(f"{W}t")):
            return list(child)
    return list(found[-1]) if found else []


def is_placeholder(element: Element) -> bool:
    """Whether a content control still shows its “click here to enter text”."""
    return switch(element.find(f"{W}sdtPr"), f"{W}showingPlcHdr") is True


def is_contents(element: Element) -> bool:
    """Whether a content control is Word's own table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL, "").startswith("Table of Contents")
