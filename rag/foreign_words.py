"""English words inside a Chinese question: “single window 覆盖率” asks about 单一窗口."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.folding import fold
from rag.english import longest_entry
from rag.glossary.glossary import Glossary
from rag.spelling.mend import Change

_WORDS = re.compile(r"[a-z][a-z'\-]+(?: [a-z][a-z'\-]+)*", re.IGNORECASE)


def replace_foreign(
    text: str, glossary: Glossary, stands: Callable[[str], bool]
) -> tuple[str, tuple[Change, ...]]:
    """The text with English words that no document holds in Chinese, as far as the glossary goes.

    `stands` tells whether the documents hold a folded word: a code that they hold stays.
    """
    changes: list[Change] = []

    def chinese(found: re.Match[str]) -> str:
        words, pieces = found[0].split(" "), []
        while words:
            length, meant = longest_entry(words, glossary, stands)
            said = " ".join(words[:length])
            if not meant or not stands(fold(meant)) or meant == said:
                meant = said
            else:
                changes.append(Change(said, meant))
            pieces.append(meant)
            words = words[length:]
        return " ".join(pieces)

    return _WORDS.sub(chinese, text), tuple(changes)
