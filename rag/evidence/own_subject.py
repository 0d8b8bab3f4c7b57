"""The own subject of a sentence: what it tells of another place or body is no answer about the one asked for.

“沈阳故宫的面积为6万平方米” has all that “北京故宫的面积” asks for but the place before the name.
"""

from __future__ import annotations

import re

from index.words import content_words
from rag.question import ParsedQuestion
from rag.substance import is_place

_KINDS = "总局|总署|集团|公司|大学|学院|银行|法院|检察院|中学|小学|医院|委员会"
_BODY = re.compile(rf"[\u4e00-\u9fff]{{2,8}}(?:{_KINDS})")
_HEAD = 2
"""Characters of what a place stands before."""


def other_subject(question: ParsedQuestion, text: str) -> str:
    """The name in a question that a folded text lacks and in whose stead it has another of its kind:
    another place before the same word, another body of the same kind; "" where there is none."""
    asked = question.folded
    for word in question.terms:
        if word in text:
            continue
        if not is_place(word):
            continue
        if len(word) > _HEAD + 1 and _of_another_place(word[-_HEAD:], word[:-_HEAD], text):
            return word  # 北京故宫 is one word
        head = _behind(asked, word)
        if head and _of_another_place(head, word, text):
            return word if head.startswith("的") else f"{word}{head}"
    own = [name for name in _bodies(asked) if name not in text]
    others = [name for name in _bodies(text) if name not in asked]
    for name in own:
        kind = re.search(f"(?:{_KINDS})$", name)
        if kind and any(other.endswith(kind[0]) for other in others):
            return name
    return ""


def _behind(asked: str, place: str) -> str:
    """The word right behind a place in a question; "" where none is."""
    found = re.search(rf"{re.escape(place)}([\u4e00-\u9fff]{{{_HEAD}}})", asked)
    return found[1] if found else ""


def _of_another_place(head: str, place: str, text: str) -> bool:
    """Whether a text has the word behind another place."""
    for found in re.finditer(re.escape(head), text):
        before = text[max(0, found.start() - 3) : found.start()]
        if any(is_place(before[-size:]) and before[-size:] != place for size in (2, 3)):
            return True
    return False


def _bodies(text: str) -> list[str]:
    """The names of bodies in a folded text that are words of their own."""
    return [w for w in content_words(text) if len(w) > 3 and _BODY.fullmatch(w)]
