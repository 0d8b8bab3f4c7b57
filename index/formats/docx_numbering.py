"""Automatic numbering of Word: the number that a paragraph shows but does not contain.

A list (`w:num`) uses a definition (`w:abstractNum`) of up to nine levels. Lists of one definition
go on with one another's numbers, unless a list says where it starts anew.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from index.formats.docx_numerals import write_number
from index.formats.docx_styles import Styles, switch, value_of
from index.formats.ooxml import MC, Element, W, number_in

LEVELS = 9
_PROPERTIES, _NUM_ID, _LEVEL = f"{W}numPr", f"{W}numId", f"{W}ilvl"
_PLACE = re.compile(r"%([1-9])")
_DASHES = frozenset("—–―─－-‒")
_LETTERS = frozenset({"Lo", "Lu", "Ll", "Nd"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a definition: `text` is a pattern such as “第%1章”, `restart` a 1-based level."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list: its definition, the levels that it replaces, the levels that it starts anew."""

    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """All lists of a document, and how far each definition has counted."""

    definitions: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, List] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: Element | None, style_id: str, styles: Styles) -> str:
        """The number of the next paragraph, with the gap after it; "" when it has none.

        Counts: to be called once for each paragraph, in reading order.
        """
        place = self._place(properties, style_id, styles)
        if place is None:
            return ""
        num_id, level = place
        self._advance(num_id, level)
        return self._write(num_id, level)

    def _place(
        self, properties: Element | None, style_id: str, styles: Styles
    ) -> tuple[str, int] | None:
        """(num id, level) of a paragraph, its own or its style's; None when it is not numbered."""
        own = None if properties is None else properties.find(_PROPERTIES)
        num_id, given = value_of(own, _NUM_ID), value_of(own, _LEVEL)
        level = None if given is None else number_in(given)
        if num_id is None:
            num_id, styled = styles.numbering(style_id)
            if level is None:
                level = self._linked(num_id, style_id, styles)
            level = styled if level is None else level
        if num_id is None or num_id not in self.lists:
            return None
        return num_id, min(max(level or 0, 0), LEVELS - 1)

    def _linked(self, num_id: str | None, style_id: str, styles: Styles) -> int | None:
        """The level that a definition ties to the style, or to one that it is based on."""
        if num_id is None or num_id not in self.lists:
            return None
        for style in styles.chain(style_id):
            for place in range(LEVELS):
                if self._level(num_id, place).paragraph_style == style.id:
                    return place
        return None

    def _level(self, num_id: str, place: int) -> Level:
        used = self.lists[num_id]
        own = used.levels.get(place)
        return own or self.definitions.get(used.definition, {}).get(place, Level())

    def _start(self, num_id: str, place: int) -> int:
        return self.lists[num_id].starts.get(place, self._level(num_id, place).start)

    def _advance(self, num_id: str, level: int) -> None:
        used = self.lists[num_id]
        counts = self.counts.setdefault(used.definition, [None] * LEVELS)
        known = counts[level]
        anew = level in used.starts and (num_id, level) not in self.started
        self.started.add((num_id, level))
        counts[level] = self._start(num_id, level) if known is None or anew else known + 1
        for deeper in range(level + 1, LEVELS):
            if counts[deeper] is None:
                continue
            after = self._level(num_id, deeper).restart
            if after is None or level + 1 <= after:
                counts[deeper] = None

    def _write(self, num_id: str, level: int) -> str:
        shown = self._level(num_id, level)
        if shown.style == "bullet":
            return "——" if shown.text.strip() and set(shown.text.strip()) <= _DASHES else ""
        counts = self.counts[self.lists[num_id].definition]

        def number(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            count = counts[place]
            style = "decimal" if shown.legal else self._level(num_id, place).style
            return write_number(self._start(num_id, place) if count is None else count, style)

        text = _PLACE.sub(number, shown.text).strip()
        gap = shown.suffix != "nothing" and text and unicodedata.category(text[-1]) in _LETTERS
        return f"{text} " if gap else text


def numbered(label: str, text: str) -> str:
    """A paragraph with its number: “（一）” and “总则”, “第一章 ” and “总则”, “1.” and “2025年”."""
    apart = label.endswith((".", "．")) and text[:1].isdigit()
    return f"{label} {text}" if apart else f"{label}{text}"


def read_numbering(root: Element, styles: Styles) -> Numbering:
    """The definitions and lists of `numbering.xml`."""
    found = Numbering()
    links: dict[str, str] = {}
    for element in root.iterfind(f"{W}abstractNum"):
        key = element.get(f"{W}abstractNumId", "")
        found.definitions[key] = _levels(element)
        if link := value_of(element, f"{W}numStyleLink"):
            links[key] = link
    for element in root.iterfind(f"{W}num"):
        key = element.get(f"{W}numId", "")
        if key != "0":
            found.lists[key] = _list(element)
    _follow(found, links, styles)
    return found


def _follow(found: Numbering, links: dict[str, str], styles: Styles) -> None:
    """Lists whose definition only names a style of lists use the definition of that style."""
    for key, used in found.lists.items():
        definition = used.definition
        for _ in range(5):  # a chain of links may run in a circle
            if definition not in links:
                break
            num_id = styles.numbering(links[definition])[0]
            if num_id is None or num_id not in found.lists:
                break
            definition = found.lists[num_id].definition
        found.lists[key] = replace(used, definition=definition)


def _list(element: Element) -> List:
    made = List(value_of(element, f"{W}abstractNumId") or "")
    for override in element.iterfind(f"{W}lvlOverride"):
        place = number_in(override.get(f"{W}ilvl"))
        start = value_of(override, f"{W}startOverride")
        if start is not None:
            made.starts[place] = number_in(start, 1)
        level = override.find(f"{W}lvl")
        if level is not None:
            made.levels[place] = _level(level)
    return made


def _levels(element: Element) -> dict[int, Level]:
    return {number_in(lvl.get(f"{W}ilvl")): _level(lvl) for lvl in element.iterfind(f"{W}lvl")}


def _level(element: Element) -> Level:
    restart = value_of(element, f"{W}lvlRestart")
    return Level(
        start=number_in(value_of(element, f"{W}start"), 0),
        style=_number_style(element),
        text=value_of(element, f"{W}lvlText") or "",
        suffix=value_of(element, f"{W}suff") or "tab",
        legal=bool(switch(element, f"{W}isLgl")),
        restart=None if restart is None else number_in(restart),
        paragraph_style=value_of(element, f"{W}pStyle") or "",
    )


def _number_style(element: Element) -> str:
    """The `w:numFmt`; newer Word wraps a format of its own in an alternative with a plain one."""
    plain = value_of(element, f"{W}numFmt")
    wrapped = element.find(f"{MC}AlternateContent")
    if plain is None and wrapped is not None:
        fallback = value_of(wrapped, f"{MC}Fallback/{W}numFmt")
        custom = wrapped.find(f"{MC}Choice/{W}numFmt")
        zeros = custom is not None and custom.get(f"{W}format", "").startswith("01")
        return "decimalZero" if zeros else fallback or "decimal"
    return plain or "decimal"
