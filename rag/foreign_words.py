"""English words inside a Chinese question: “single window 覆盖率” asks about 单一窗口."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.folding import fold
from rag.english import longest_entry
from rag.glossary.glossary import Glossary
from rag.spelling.mend import Change

_CHAT = (
    "please|pls|plz|thanks|thank you|thx|tks|hi|hello|hey|dear|sir|bro|sis|ok|okay|yes|no|well|just|btw|fyi|asap|fast|quick|"
    "quickly|urgent|urgently|now|help|help me|sos|emm|emmm|hmm|um|lol|wow|oops|sorry|kindly|tell me|give me|show me|let me know|"
    "you know|i want|i need|can you|could you"
)
_ASKED = {
    "how many": "多少", "how much": "多少", "how long": "多久", "how often": "多久",
    "what time": "什么时候", "when": "什么时候", "where": "在哪里", "who": "谁", "why": "为什么",
    "how to": "怎么", "how": "怎么", "what is": "什么是", "what are": "什么是", "what": "什么", "which": "哪些",
    **dict.fromkeys(_CHAT.split("|"), " "),
}  # fmt: skip
"""English words of asking, and those of chat and politeness that say nothing, among Chinese ones."""
_ASKING = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(_ASKED, key=len, reverse=True))})(?![a-z'-])", re.IGNORECASE
)
_GRAMMAR = re.compile(
    r"(?<![a-z-])(?:of|the|an?|is|are|was|were|and|in|on|for|to|by|or|vs|with|from|it|its)(?![a-z-])"
)
"""Words of grammar between Chinese words: they say nothing that could be looked for."""
_HAN = re.compile("[\u4e00-\u9fff]")
_WORDS = re.compile(r"[a-z][a-z'\-]+(?: [a-z][a-z'\-]+)*", re.IGNORECASE)


def means_something(word: str, glossary: Glossary, stands: Callable[[str], bool]) -> bool:
    """Whether a Latin word in lower case is a word of the documents or known English, no sound."""
    if stands(word) or word in _ASKED or _GRAMMAR.fullmatch(word):
        return True
    return bool(longest_entry([word], glossary, stands)[1])


def replace_foreign(
    text: str, glossary: Glossary, stands: Callable[[str], bool]
) -> tuple[str, tuple[Change, ...]]:
    """The text with English words that no document holds in Chinese, as far as the glossary goes.

    `stands` tells whether the documents hold a folded word: a code that they hold stays.
    """
    changes: list[Change] = []
    if _HAN.search(text):
        text = _asked(text, stands)

    def chinese(found: re.Match[str]) -> str:
        words, pieces = found[0].split(" "), []
        while words:
            length, meant = longest_entry(words, glossary, stands)
            said = " ".join(words[:length])
            known = len(meant) == 1 or stands(fold(meant))  # no index tells of one character
            if not meant or not known or meant == said:
                meant = said
            else:
                changes.append(Change(said, meant))
            pieces.append(meant)
            words = words[length:]
        return " ".join(pieces)

    text = _WORDS.sub(chinese, text)
    return (_without_grammar(text, stands) if _HAN.search(text) else text), tuple(changes)


def _asked(text: str, stands: Callable[[str], bool]) -> str:
    """The text with its English words of asking in Chinese; one that the documents hold stays."""

    def chinese(found: re.Match[str]) -> str:
        said = fold(found[0])
        return found[0] if stands(said) else _ASKED[said]

    return _ASKING.sub(chinese, text)


def _without_grammar(text: str, stands: Callable[[str], bool]) -> str:
    """The text without single English words of grammar beside Chinese ones."""
    kept = _GRAMMAR.sub(lambda m: m[0] if stands(m[0]) else " ", text)
    return re.sub(r" {2,}", " ", kept).strip() or text
