"""HTML of answers: every text is escaped, every [n] becomes a link that opens its source.

Document text, model text and user text are untrusted. All HTML of the page is made of fixed tags
here and in the modules that use `escaped`. It holds no line break, because the chat component
reads it as Markdown, where a blank line would end the HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from index.documents import Span
from rag.answer import Answer, Citation

_TEMPLATE = str.maketrans({"$": "&#36;", "`": "&#96;", "{": "&#123;", "}": "&#125;"})
_MARKDOWN = str.maketrans({"*": "&#42;", "_": "&#95;", "~": "&#126;", "\\": "&#92;"})
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_STRONG = re.compile(r"&#42;&#42;(.+?)&#42;&#42;")
_ITEM = re.compile(r"\s*(?:[-*•·]|(\d{1,2})[.、)])\s+(.*)")
_MOST_PLACES = 6
_RULE = re.compile(r"[\s|:-]+")


def escaped(text: str) -> str:
    """Text safe in an element, an attribute, a template literal and Markdown; line breaks as <br>."""
    safe = html.escape(text, quote=True).translate(_TEMPLATE).translate(_MARKDOWN)
    return safe.replace("\r", "").replace("\n", "<br>")


def source_href(document_id: str, span: Span) -> str:
    """The link that page.js opens beside the chat."""
    return f"#cite/{escaped(quote(document_id, safe=''))}/{span[0]}/{span[1]}"


def source_link(citation: Citation, words: str, css: str) -> str:
    """A link to the source of a citation; `words` is plain text."""
    title = escaped(f"查看出处：{citation.document} {citation.label}")
    href = source_href(citation.document_id, citation.span)
    return f'<a class="{css}" href="{href}" title="{title}">{escaped(words)}</a>'


def text_html(text: str, citations: Sequence[Citation]) -> str:
    """An answer's text as paragraphs, lists and tables, its [n] as links."""
    known = {citation.n: citation for citation in citations}
    return "".join(_block(lines, known) for lines in _blocks(text))


def answer_html(answer: Answer, typed: str) -> str:
    """A whole answer as the chat shows it: what was understood, the text, the sources."""
    parts = [understood_html(answer.standalone_question, typed)]
    notice = notice_html(answer.notice) if answer.notice else ""
    if answer.status == "not_found":
        parts += [notice, _refusal(answer)]
    else:
        text = text_html(answer.answer, answer.citations)
        parts += [text, notice, _sources(answer.citations)]
    return "".join(parts)


def framed(shown: str, finished: bool, answer_id: str = "") -> str:
    """An answer's HTML as one message; the page knows a growing one by its class.

    Under one with an id stand the two links by which a reader says what it is worth.
    """
    rate = _rate(answer_id) if answer_id else ""
    return f'<div class="gw-answer{"" if finished else " gw-growing"}">{shown}{rate}</div>'


def _rate(answer_id: str) -> str:
    """The same for every answer but for its id: page.js marks what was chosen."""
    links = "".join(
        f'<a class="gw-{rating}" href="#verdict/{escaped(answer_id)}/{rating}" role="button">{words}</a>'
        for rating, words in (("good", "有用"), ("bad", "有误"))
    )
    said = '<span class="gw-rate-said" role="status"></span>'
    return f'<div class="gw-rate" role="group">{links}{said}</div>'


def question_html(question: str) -> str:
    """What a person typed, as typed."""
    return f'<div class="gw-question">{escaped(question)}</div>'


def waiting_html(words: str) -> str:
    """The line that stands in for an answer not yet there."""
    return f'<p class="gw-wait">{escaped(words)}</p>'


def problem_html(sentence: str) -> str:
    """One polite sentence instead of an answer."""
    return f'<p class="gw-problem">{escaped(sentence)}</p>'


def alert_html(sentence: str) -> str:
    """One sentence about a field that cannot be used as it was filled in."""
    return f'<p class="gw-said" role="alert">{escaped(sentence)}</p>'


def notice_html(sentence: str) -> str:
    """A sentence about an answer, which is no part of it."""
    return f'<p class="gw-notice">{escaped(sentence)}</p>'


def understood_html(standalone: str, typed: str) -> str:
    """The question that is answered, where it is not the one that was typed."""
    if _bare(standalone) in ("", _bare(typed)):
        return ""
    return f'<p class="gw-understood">理解为：{escaped(standalone)}</p>'


def _bare(text: str) -> str:
    return re.sub(r"[\s？?。.!！]+", "", text)


def _refusal(answer: Answer) -> str:
    words = _without_offer(answer) or "这些文件里没有找到相关内容。"
    near = "".join(
        f"<li>{source_link(citation, place(citation), 'gw-place')}</li>"
        for citation in answer.nearest
    )
    offer = f'<p class="gw-near">可以看看相近的内容：</p><ul class="gw-places">{near}</ul>'
    shown = text_html(words, answer.citations)
    return f'<div class="gw-refusal">{shown}{offer if near else ""}</div>'


def _without_offer(answer: Answer) -> str:
    """The text of a refusal without the sentences that name the nearest sections: they are links."""
    named = [(f"《{each.document}》", each.path[-1]) for each in answer.nearest if each.path]
    sentences = re.findall(r"[^。\n]*[。\n]?", answer.answer)
    kept = [s for s in sentences if not any(title in s and last in s for title, last in named)]
    return "".join(kept).strip() or answer.answer


_POINT = re.compile(r"第\d+点$")


def _sources(citations: Iterable[Citation]) -> str:
    """The places cited, each once, with its numbers."""
    places: dict[tuple[str, tuple[str, ...]], list[Citation]] = {}
    for citation in citations:
        places.setdefault((citation.document_id, citation.path), []).append(citation)
    rows = "".join(
        f"<li>{' '.join(source_link(each, f'[{each.n}]', 'gw-cite') for each in group)} "
        f"{source_link(group[0], place(group[0]) + _point(group), 'gw-place')}</li>"
        for group in places.values()
    )
    if not rows:
        return ""
    copy = '<a class="gw-copy" href="#copy" role="button">复制回答和出处</a>'
    listed = f'<ul class="gw-places">{rows}</ul>'
    if len(places) > _MOST_PLACES:
        listed = f"<details><summary>出处（{len(places)} 处）</summary>{listed}</details>"
    else:
        listed = f"<p>出处</p>{listed}"
    return f'<div class="gw-foot">{listed}{copy}</div>'


def _point(group: Sequence[Citation]) -> str:
    """The point of the place that all of a group stand at, as one more step; "" for several."""
    points = {found[0] if (found := _POINT.search(c.label)) else "" for c in group}
    point = points.pop()
    return f" › {point}" if point and not points else ""


def place(citation: Citation) -> str:
    """Where a citation stands, for people: 《title》 and the path."""
    return f"《{citation.document}》" + " › ".join(citation.path)


def _blocks(text: str) -> list[list[str]]:
    """Lines grouped by what they are: a table, a list, or one paragraph a line."""
    groups: list[list[str]] = []
    last = ""
    for line in text.splitlines():
        kind = _kind(line)
        if kind and kind == last and kind != "paragraph":
            groups[-1].append(line)
        elif kind:
            groups.append([line])
        last = kind
    return groups


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.count("|") >= 2 and line.strip().startswith("|"):
        return "table"
    return "list" if _ITEM.fullmatch(line) else "paragraph"


def _block(lines: Sequence[str], known: Mapping[int, Citation]) -> str:
    kind = _kind(lines[0])
    if kind == "table":
        return _table(lines, known)
    if kind == "list":
        items = (_ITEM.fullmatch(line) for line in lines)
        found = [(match[1], match[2]) for match in items if match]
        rows = "".join(f"<li>{_inline(words, known)}</li>" for _, words in found)
        return f"<ol>{rows}</ol>" if found[0][0] else f"<ul>{rows}</ul>"
    return f"<p>{_inline(lines[0], known)}</p>"


def _table(lines: Sequence[str], known: Mapping[int, Citation]) -> str:
    rows = [line.strip().strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]
    tag = ["th", *["td"] * (len(rows) - 1)]
    body = "".join(
        f"<tr>{''.join(f'<{t}>{_inline(cell.strip(), known)}</{t}>' for cell in row)}</tr>"
        for t, row in zip(tag, rows, strict=True)
    )
    return f'<div class="gw-table"><table>{body}</table></div>'


def _inline(text: str, known: Mapping[int, Citation]) -> str:
    def link(match: re.Match[str]) -> str:
        citation = known.get(int(match[1]))
        return source_link(citation, match[0], "gw-cite") if citation else match[0]

    return _NUMBER.sub(link, _STRONG.sub(r"<strong>\1</strong>", escaped(text.strip())))
