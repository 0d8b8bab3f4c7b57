"""The title of a page: its heading, what its <meta> say, or its <title> without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, Marked, line_of
from index.formats.html_blocks import Line
from index.formats.html_tokens import Page
from index.outlining.numbering import ends_sentence, match_number

_METAS = ("articletitle", "og:title", "title", "twitter:title", "dc.title")
_SITE_NAME = r"[^_|｜]{0,20}(?:网|网站|门户|政府|总署|部|局|委|委员会|厅|署|院|会|报|在线|中心|平台|频道|新闻|公报|公开|文件|法规|政策|专栏|解读|要闻|动态)"
_SUFFIX = re.compile(rf"(?:\s*[_|｜]\s*.*|\s+[-–—]+\s+{_SITE_NAME}|[-–—]+{_SITE_NAME})$")
_NO_TITLE = re.compile(
    r"(?:microsoft word|新建|无标题|untitled|no title|document\b|首页|home\b|index\b|page\b|网页$).*",
    re.I,
)
_HEAD = 15


def title_of(page: Page, lines: Sequence[Line], kept: Sequence[int]) -> tuple[str, int | None]:
    """The title of a page, and the place of the line that shows it, None when none does."""
    said = _said(page)
    shown = _shown(lines, kept, said)
    if shown is not None:
        whole = _over_lines(lines, shown, said)
        return (whole, None) if whole else (line_of(lines[shown].block), shown)
    first = line_of(lines[kept[0]].block) if kept else ""
    named = next((cut for _, cut in said if cut), "")
    if not named or (_is_title(first) and len(kept) == len(lines)):
        return "", None
    return named, None


def _said(page: Page) -> list[tuple[str, str]]:
    """What <meta> and <title> say, as said and without the name of the site."""
    whole = [page.metas.get(name, "") for name in _METAS] + [page.title]
    return [(text, _cut(text)) for raw in whole if (text := " ".join(raw.split()))]


def _cut(title: str) -> str:
    cut = _SUFFIX.sub("", title).strip()
    return "" if _NO_TITLE.match(cut) or len(cut) < 2 else cut


def _shown(
    lines: Sequence[Line], kept: Sequence[int], said: Sequence[tuple[str, str]]
) -> int | None:
    """The place of the line that shows the title: among the kept ones, or above them."""
    wanted = {_bare(cut) for _, cut in said if cut}
    raw = [_bare(text) for text, _ in said]
    head = list(kept[:_HEAD])
    start = kept[0] if kept else len(lines)
    near = [*head, *(place for place in range(start - 1, max(start - 40, -1), -1))]
    for place in near:
        text = _bare(line_of(lines[place].block))
        if text and (text in wanted or (len(text) >= 8 and any(t.startswith(text) for t in raw))):
            return place
    marked = [p for p in near if _is_top(lines[p].block)]
    return next((p for p in marked if lines[p].linked < 0.5 and p in head), None) or next(
        (p for p in marked if lines[p].linked < 0.5), None
    )


def _over_lines(lines: Sequence[Line], place: int, said: Sequence[tuple[str, str]]) -> str:
    """The title that a page sets on two lines or three, of which the first is at `place`."""
    text = ""
    for line in lines[place : place + 3]:
        text += _bare(line_of(line.block))
        whole = next((cut for _, cut in said if cut and _bare(cut) == text), "")
        if whole:
            return "" if line is lines[place] else whole
    return ""


def _is_top(block: Block) -> bool:
    return isinstance(block, Marked) and block.level == 1 and match_number(block.text) is None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_title(line: str) -> bool:
    return len(line) <= 80 and not ends_sentence(line) and not any(c in line for c in "。；")
