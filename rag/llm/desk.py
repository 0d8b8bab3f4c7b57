"""The desk: a reply comes in piece by piece, and the sentences that are supported go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.documents import Span, is_address
from index.folding import fold
from rag.answer import Citation, Sentence
from rag.catalogue import Catalogue
from rag.compose import Numbering
from rag.draft import Evidence
from rag.llm.ground import Ground
from rag.llm.marks import cited_numbers, without_marks
from rag.llm.plain import BULLET, plain
from rag.llm.sentences import Said, Sentences
from rag.llm.support import judge, says_nothing
from rag.llm.thinking import Thinking

TEXT_LIMIT = 6000
"""Most characters of an answer."""
_REPEATS = 12
"""A model that repeats itself so often goes round in circles."""
_FAILURES = 40
"""Nor is more awaited of one that says so much without support."""
_SILENT = re.compile(
    r"(?:材料|文件|原文|资料|文中|文档)[里中]?(?:并?没有|并?未|不曾)(?:明确|直接|具体)?(?:写明|提到|提及|说明|涉及|给出|规定|包含|回答)"
    r"|无法(?:回答|确定|得知|判断)|没有(?:找到)?相关(?:的)?(?:信息|内容|材料|规定)|^(?:我)?不(?:知道|清楚|了解)"
)
_LEAD = re.compile(r"[:：]$")
_COURTESY = re.compile(
    r"^(?:好的?|您好|你好|当然|可以|是的|谢谢|感谢|希望|如需|如有|以上|综上|总之|根据(?:以上|所给|上述|提供的)?材料|回答|答)[^\d]{0,30}$"
)


@dataclass
class Desk:
    """Takes the pieces of a reply and gives verified sentences; keeps what the answer holds so far.

    `grounds` are the places of the prompt in the order of their numbers.
    """

    grounds: Sequence[Ground]
    catalogue: Catalogue
    text: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Sentences that failed, as they were written, each with the reason."""
    unknown: bool = False
    """Whether the model said that the evidence does not say."""
    reply: str = ""
    """What was visible of the reply."""

    def __post_init__(self) -> None:
        self._numbering = Numbering(self.catalogue)
        self._seen: set[str] = set()
        self._repeats = 0
        self._lead: Said | None = None
        self.begin()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, in the order of their numbers."""
        return tuple(self._numbering.citations)

    @property
    def is_full(self) -> bool:
        """Whether nothing more need be read."""
        return (
            len(self.text) >= TEXT_LIMIT
            or len(self.reply) >= 2 * TEXT_LIMIT
            or self._repeats >= _REPEATS
            or len(self.faults) >= _FAILURES
        )

    def begin(self) -> None:
        """A new reply begins; the sentences that passed stay."""
        self._thinking, self._sentences = Thinking(), Sentences()
        self.reply, self.faults, self._repeats, self._lead = "", [], 0, None

    def withdraw(self) -> None:
        """All that passed is withdrawn."""
        self.text = ""
        self._numbering = Numbering(self.catalogue)
        self._seen.clear()
        self._sentences = Sentences()
        self.reply, self.faults, self._lead = "", [], None

    def take(self, piece: str) -> Iterator[Sentence | None]:
        """The sentences that pass with a new piece of the reply; None where all before is void."""
        visible = self._thinking.feed(piece)
        if visible.anew:
            void = bool(self.text)
            self.withdraw()
            if void:
                yield None
        self.reply += visible.text
        yield from self._passing(self._sentences.feed(visible.text))

    def finish(self, *, whole: bool) -> Iterator[Sentence]:
        """What passes of the rest; of a reply that was cut off the rest is half a sentence."""
        rest = self._thinking.finish()
        self.reply += rest
        yield from self._passing(self._sentences.feed(rest))
        if whole:
            yield from self._passing(self._sentences.finish())

    def _passing(self, sentences: Sequence[Said]) -> Iterator[Sentence]:
        for said in sentences:
            if self.is_full:
                return
            yield from self._weighed(said)

    def _weighed(self, said: Said) -> Iterator[Sentence]:
        text = plain(said.text)
        numbers = cited_numbers(text)
        bare = without_marks(text)
        words = BULLET.sub("", bare).strip()
        if not re.search(r"\w", words):
            return
        if not numbers and _SILENT.search(words):
            self.unknown = True
        elif not numbers and _LEAD.search(words):
            self._lead = Said(words, said.opens_line)
        elif numbers or not _COURTESY.match(words):
            yield from self._judged(Said(bare, said.opens_line), words, numbers)

    def _judged(self, said: Said, words: str, numbers: Sequence[int]) -> Iterator[Sentence]:
        key = re.sub(r"\W", "", fold(words))
        if key in self._seen:
            self._repeats += 1
            return
        spans, fault = self._verdict(words, numbers)
        if fault:
            self.faults.append((words, fault))
            return
        self._seen.add(key)
        yield from self._led(spans)
        yield self._shown(said, [self._evidence(n, span) for n, span in spans])

    def _verdict(self, words: str, numbers: Sequence[int]) -> tuple[list[tuple[int, Span]], str]:
        """The evidence numbers and spans that a sentence rests on, or why it fails."""
        if not numbers:
            return [], "没有注明出处"
        if wrong := [n for n in numbers if not 1 <= n <= len(self.grounds)]:
            return [], f"没有编号为{wrong[0]}的材料"
        verdict = judge(words, [self.grounds[n - 1] for n in numbers], self.catalogue)
        if not verdict.fault:
            return [(numbers[i], span) for i, span in verdict.spans], ""
        # A true sentence under the number of another place is shown under the right one.
        elsewhere = judge(words, self.grounds, self.catalogue)
        found = [(i + 1, span) for i, span in elsewhere.spans]
        return found, verdict.fault if elsewhere.fault else ""

    def _led(self, spans: Sequence[tuple[int, Span]]) -> Iterator[Sentence]:
        """The line that leads to a list, shown where the first item's places support it."""
        lead, self._lead = self._lead, None
        if lead is None:
            return
        grounds = [self.grounds[n - 1] for n, _ in spans]
        words = _LEAD.sub("", lead.text)
        if says_nothing(words) or not judge(words, grounds, self.catalogue).fault:
            yield self._shown(lead, [])

    def _shown(self, said: Said, places: Sequence[Evidence]) -> Sentence:
        known = len(self._numbering.citations)
        numbers = dict.fromkeys(self._numbering.cite(place).n for place in places)
        text = ("\n" if self.text and said.opens_line else "") + said.text
        text += "".join(f"[{n}]" for n in numbers)
        self.text += text
        return Sentence(text, tuple(self._numbering.citations[known:]))

    def _evidence(self, n: int, span: Span) -> Evidence:
        """The place of a citation, named as exactly as its span allows."""
        place = self.grounds[n - 1].place
        outline = self.catalogue.outline(place.document_id)
        node = outline.address(outline.at(span[0]).id)
        exact = is_address(node) and span[1] <= node.span[1]
        return Evidence(place.document_id, node.id if exact else place.node_id, span)
