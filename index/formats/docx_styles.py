"""Styles of a Word document: which are headings, titles, contents, hidden, or numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.formats.ooxml import Element, W, number_in

VAL = f"{W}val"
_PROPERTIES = f"{W}pPr"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_TITLES = frozenset({"title", "文档标题", "公文标题"})
_CONTENTS = re.compile(r"(?:toc|contents|目录)\s*[1-9]|toc heading|toc 标题|contents heading", re.I)
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it leaves that to the style that it is based on."""

    id: str
    name: str
    based_on: str
    outline: int | None
    num_id: str | None
    num_level: int | None
    hidden: bool | None


@dataclass(slots=True)
class Styles:
    """All styles by id; `default` is the paragraph style of paragraphs that name none."""

    known: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    _levels: dict[str, int] = field(default_factory=dict)

    def of(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        found = None if properties is None else properties.find(f"{W}pStyle")
        return self.default if found is None else found.get(VAL, "")

    def level(self, style_id: str) -> int:
        """The level of the headings that have this style, 1 to 9; 0 when it is no heading."""
        if style_id not in self._levels:
            self._levels[style_id] = self._find_level(style_id)
        return self._levels[style_id]

    def is_title(self, style_id: str) -> bool:
        """Whether the style is that of the document's title."""
        return self._name(style_id).lower() in _TITLES

    def is_contents(self, style_id: str) -> bool:
        """Whether the style is that of a line of the table of contents."""
        return _CONTENTS.fullmatch(self._name(style_id).strip()) is not None

    def hidden(self, style_id: str) -> bool:
        """Whether text in the style is not shown."""
        return bool(next((s.hidden for s in self.chain(style_id) if s.hidden is not None), False))

    def numbering(self, style_id: str) -> tuple[str | None, int | None]:
        """(num id, level) that the style gives its paragraphs, None where it gives none."""
        for style in self.chain(style_id):
            if style.num_id is not None:
                return style.num_id, style.num_level
        return None, None

    def chain(self, style_id: str) -> Iterator[Style]:
        """The style, the one it is based on, and so on."""
        for _ in range(_LONGEST_CHAIN):
            style = self.known.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def _name(self, style_id: str) -> str:
        style = self.known.get(style_id)
        return style.name if style else style_id

    def _find_level(self, style_id: str) -> int:
        for style in self.chain(style_id):
            if style.outline is not None:
                return style.outline + 1 if 0 <= style.outline <= 8 else 0
            if named := _HEADING.fullmatch(style.name.strip()):
                return int(named[1])
        named = _HEADING.fullmatch(style_id) if style_id not in self.known else None
        return int(named[1]) if named else 0


def read_styles(root: Element) -> Styles:
    """The styles of `styles.xml`."""
    styles = Styles()
    for element in root.iterfind(f"{W}style"):
        style = _style(element)
        styles.known[style.id] = style
        if element.get(f"{W}type") == "paragraph" and is_on(element, f"{W}default"):
            styles.default = style.id
    return styles


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether a property such as `w:vanish` is on, off (False) or not given (None)."""
    found = None if properties is None else properties.find(name)
    return None if found is None else found.get(VAL, "1") not in ("0", "false", "off", "none")


def is_on(element: Element, attribute: str) -> bool:
    """Whether an attribute says yes."""
    return element.get(attribute, "") in ("1", "true", "on")


def value_of(parent: Element | None, path: str) -> str | None:
    """The `w:val` of the element at the path, None when there is none."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(VAL)


def _style(element: Element) -> Style:
    properties = element.find(_PROPERTIES)
    outline = value_of(properties, f"{W}outlineLvl")
    level = value_of(properties, f"{W}numPr/{W}ilvl")
    return Style(
        id=element.get(f"{W}styleId", ""),
        name=value_of(element, f"{W}name") or "",
        based_on=value_of(element, f"{W}basedOn") or "",
        outline=None if outline is None else number_in(outline, 9),
        num_id=value_of(properties, f"{W}numPr/{W}numId"),
        num_level=None if level is None else number_in(level),
        hidden=switch(element.find(f"{W}rPr"), f"{W}vanish"),
    )
