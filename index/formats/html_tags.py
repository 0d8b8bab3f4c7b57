"""Tags: which of them end a line, mark a heading, hide what they hold or lead to other pages."""

from __future__ import annotations

import re

from index.formats.html_tokens import Tag

SITE_TAGS = frozenset(
    "header footer nav aside noframes noscript template object iframe svg canvas video audio map "
    "select datalist textarea button del search".split()
)
"""Tags of what stands around a document, or is no text that a reader sees."""
BLOCK_TAGS = SITE_TAGS - {"del", "button"} | frozenset(
    "html body div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th "
    "pre blockquote address article section main figure figcaption form fieldset legend details "
    "summary center hr hgroup dir menu frameset".split()
)
"""Tags that end the line before and after them."""
_PRE_TAGS = ("pre", "xmp", "plaintext")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
COUNTED_TAGS = _HEADINGS | {*_PRE_TAGS, "sup"}
"""Tags that matter to the text inside them even without attributes."""
LIST_TAGS = ("ol", "ul", "menu", "dir")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table\b)", re.I)
_KEPT_LINK = re.compile(r"#|.*\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|ofd|pptx?)\b", re.I)


def is_block(tag: Tag) -> bool:
    """Whether the line ends before and after a tag."""
    style = tag.attributes.get("style")
    return tag.name in BLOCK_TAGS or (style is not None and bool(_BLOCK_STYLE.search(style)))


def is_pre(tag: Tag) -> bool:
    """Whether the line ends of the source are line ends of the page inside a tag."""
    style = tag.attributes.get("style")
    return tag.name in _PRE_TAGS or (style is not None and bool(_PRE.search(style)))


def is_hidden(tag: Tag) -> bool:
    """Whether a tag says that a reader does not see it."""
    style = tag.attributes.get("style")
    return "hidden" in tag.attributes or (style is not None and bool(_HIDDEN.search(style)))


def leads_away(tag: Tag) -> bool:
    """Whether a link goes to another page, not to a place in this one or to an attached file."""
    target = tag.get("href").strip()
    return bool(target) and not _KEPT_LINK.match(target)


def level_of(tag: Tag) -> int:
    """1 to 6 for <h1> to <h6> and for what is said to be such a heading, else 0."""
    if tag.name in _HEADINGS:
        return int(tag.name[1])
    if not tag.attributes:
        return 0
    level = tag.get("aria-level") if tag.get("role") == "heading" else ""
    return int(level) if level in tuple("123456789") and level else 0
