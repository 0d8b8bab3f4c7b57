"""Web pages as a flat list of tags and text: any depth, any broken markup, nothing fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SUBSET = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?<!doctype[^>\[]{0,300}\[[^\]]*\]\s*>", re.I)
_ESCAPES = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_UNREAD = frozenset(("script", "style", "title", "noframes"))
"""Tags whose content is no text of the page; the title of the page is kept apart."""


@dataclass(slots=True)
class Tag:
    """A start tag: its attributes, and the place of its end in the list of tokens."""

    name: str
    attributes: dict[str, str]
    end: int = 0

    def get(self, name: str) -> str:
        """The value of an attribute, "" without it."""
        return self.attributes.get(name, "")


Token = Tag | str | None
"""A start tag, a piece of text, or (None) the end of a tag."""


@dataclass(slots=True)
class Page:
    """What a page holds: its tokens, its <title>, its <meta> by name, and signs of an empty one."""

    tokens: list[Token] = field(default_factory=list)
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    has_frames: bool = False
    has_scripts: bool = False


def parse_page(markup: str) -> Page:
    """The tokens of a page or of a piece of one. Markup is never refused, only read as it can be."""
    from lxml import etree

    text = _without_sections(_SUBSET.sub("", markup, count=1).replace("\x00", ""))
    target = _Target()
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, recover=True, target=target
    )
    parser.feed(b"<!DOCTYPE html>")  # an empty page, too, is a page
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return target.page


def _without_sections(markup: str) -> str:
    """Markup with the text of each <![CDATA[…]]>, which HTML would drop, as plain text."""
    parts, place = [], 0
    while (start := markup.find("<![CDATA[", place)) >= 0:
        end = markup.find("]]>", start)
        if end < 0:
            break
        parts += [markup[place:start], markup[start + 9 : end].translate(_ESCAPES)]
        place = end + 3
    return "".join([*parts, markup[place:].replace("<![CDATA[", "")])


class _Target:
    """Takes the events of the parser; a tree of 50,000 levels would be cut by it, events are not."""

    def __init__(self) -> None:
        self.page = Page()
        self._open: list[Tag] = []
        self._unread: list[str] = []
        self._title: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._note(name, attributes)
        if self._unread or name in _UNREAD:
            self._unread.append(name)
            return
        tag = Tag(name, dict(attributes))
        self._open.append(tag)
        self.page.tokens.append(tag)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "meta" and attributes.get("content"):
            key = attributes.get("name") or attributes.get("property") or ""
            self.page.metas.setdefault(key.lower(), attributes["content"])
        self.page.has_frames |= name in ("frame", "iframe", "frameset")
        self.page.has_scripts |= name == "script"

    def end(self, name: str) -> None:
        if self._unread:
            self._unread.pop()
            return
        if self._open:
            self._open.pop().end = len(self.page.tokens)
            self.page.tokens.append(None)

    def data(self, text: str) -> None:
        if not self._unread:
            self.page.tokens.append(text)
        elif self._unread == ["title"]:
            self._title.append(text)

    def comment(self, text: str) -> None:
        """Comments are no text of the page."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor are processing instructions."""

    def close(self) -> None:
        while self._open:
            self.end("")
        self.page.title = " ".join("".join(self._title).split())
