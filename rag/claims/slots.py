"""Slots: what a sentence has in the place that a piece of a question takes there.

“支持甲市建设中心吗” beside “支持乙市建设中心”: the words on both sides are the same, so 乙市 stands where the
question has 甲市. Quotation marks and brackets do not count.
"""

from __future__ import annotations

import re
from itertools import product

from index.documents import Span
from index.words import content_words
from rag.forms.enumerations import rows

NEAR = 6
"""Characters on either side of a piece that are compared."""
LEAST, BOTH = 2, 5
"""Characters that must be the same on either side, and on both sides together."""
SKIPPED = 2
"""Characters next to a piece that may differ with it: the number and the measure word of a list."""
LISTED = 4
"""Characters on one side of a list that must be the same."""
WORDS = 8
"""Least characters of a clause that is found word for word."""
LONGEST = 40
"""Most characters that stand in the place of a piece."""
ALIKE, LIKE_SHORT = 0.7, 0.65
"""Share of the characters of a name that a variant of it has: of a longer one, and of one of 3 or 4."""
_DROPPED = re.compile(r"[\s\"'“”‘’()\[\]《》<>]")
_BRACKETS = re.compile(r"[()\[\]（）]")
_QUOTED_LIST = re.compile(r"[\"“][^\"“”]*、[^\"“”]*[\"”]")
_MARKS = re.compile(r"(?!(?<=\d)\.(?=\d)|[%‰<>≥≤|]|-(?=\d))\W")
_MARKS_BUT_COMMAS = re.compile(r"(?!(?<=\d)\.(?=\d)|[%‰<>≥≤]|-(?=\d)|[,，])\W")
"""Marks between words; the point, sign and per cent of a figure are none."""
_CONDITIONAL = re.compile(r"(?<=的)[,，](?!的)")
"""What follows “……的，” holds under that condition alone."""
_CUT = re.compile(r"^[\d.%]{2}$|^[一二三四五六七八九十百千万]{2}$")
_COUNT = re.compile(r"等?[两三四五六七八九十\d]+(?:个|大|种|项|类|级|条|点)+$")
_LED_IN = re.compile(
    r"^(?:我们?|咱们?)?(?:好像|听说|据说|记得|印象中|应该是?),?(?:[^,]{0,8}?(?:打算|计划|准备))?|^[^,]{0,8}?(?:打算|计划|准备)"
)
_LITTLE = re.compile("的(?![,，])|之(?=[前后内])|[了要将把会在里以也就都着过]")
"""Words that change nothing where they are left out; “……的，” opens a condition."""
_ENDS = re.compile(r"[,，。;；:：?？!！]")


def says_so(stated: str, said: str) -> bool:
    """Whether a folded sentence has a stated clause word for word, marks left aside."""
    bare, whole = _MARKS.sub("", stated), _CONDITIONAL.sub("|", _MARKS_BUT_COMMAS.sub("", said))
    whole = whole.replace(",", "")
    found = re.search(r"\|?".join(map(re.escape, bare)), whole) if len(bare) >= WORDS else None
    if found is None:
        return False
    at, end = found.span()
    if whole[max(0, at - 1) : at] == "|" or _inside_figure(whole, at, end):
        return False
    opening = whole[max(0, at - 1) : at + 2]
    return at == 0 or content_words(opening) != [opening]  # 出口 in 进出口


def says_the_same(stated: str, said: str) -> bool:
    """Whether a folded sentence has a stated clause but for little words and how it is led in: “我记得
    要在2017年底以前做实” beside “在2017年底前做实”."""
    bare = _LED_IN.sub("", stated)
    return says_so(bare, said) or says_so(_LITTLE.sub("", bare), _LITTLE.sub("", said))


def _inside_figure(text: str, start: int, end: int) -> bool:
    """Whether a piece of a text begins or ends within a figure: 7% in 9.7%, 3 in 30."""
    return bool(_CUT.search(text[max(0, start - 1) : start + 1]) if start else None) or bool(
        _CUT.search(text[end - 1 : end + 1])
    )


def slot_of(asked: str, span: Span, said: str) -> str:
    """What stands in a folded sentence in the place of `asked[span]`; "" when its place is not found
    there or has the same."""
    piece, text = _bare(asked[slice(*span)]), _bare(said)
    left, right = _bare(asked[: span[0]]), _bare(asked[span[1] :])
    found = max(_slots(left, right, text), default=(0, ""))[1]
    same = not found or found in piece or piece in found
    return "" if same else found


def _bare(text: str) -> str:
    return _DROPPED.sub("", text)


def _slots(left: str, right: str, text: str) -> list[tuple[int, str]]:
    """The pieces of a text between the same words, with how many characters are the same."""
    found = []
    for apart, skipped in product(range(SKIPPED + 1), repeat=2):
        before = _longest_end(left[: len(left) - apart], text)
        after = _longest_start(right[skipped:], text)
        if len(before) < LEAST or len(after) < LEAST or len(before) + len(after) < BOTH:
            continue
        for match in re.finditer(re.escape(before), text):
            end = text.find(after, match.end(), match.end() + LONGEST)
            piece = text[match.end() : end] if end >= 0 else ""
            if piece and not _ENDS.search(piece):
                found.append((len(before) + len(after) - apart - skipped, piece))
    return found


def _longest_end(left: str, text: str) -> str:
    """The longest end of what stands before, NEAR characters at most, that the text has."""
    return next((e for size in range(NEAR, 0, -1) if (e := left[-size:]) and e in text), "")


def _longest_start(right: str, text: str) -> str:
    return next((s for size in range(NEAR, 0, -1) if (s := right[:size]) and s in text), "")


def listed_beside(asked: str, span: Span, said: str) -> bool:
    """Whether a folded sentence has a list beside the words that stand beside the list of a question,
    and none of it is what the question alone has."""
    own = set(re.split("[、和与及]", asked[slice(*span)]))
    left, right = _bare(asked[: span[0]])[-LISTED:], _bare(asked[span[1] :])[:LISTED]
    for row in rows(_opened(said), (0, len(said))):
        (start, _), (last, end) = row.members[0], row.members[-1]
        before, after = _bare(said[:start]), _bare(said[last : end + NEAR])
        beside = (len(left) == LISTED and before.endswith(left)) or (
            len(right) == LISTED and right in after
        )
        if beside and not any(m in said for m in own if len(m) > 1):
            return True
    return False


def _opened(said: str) -> str:
    """A text, of the same length, in which lists inside brackets and quotation marks stand open."""
    bare = _BRACKETS.sub(",", said)
    return _QUOTED_LIST.sub(lambda m: f",{m[0][1:-1]},", bare)


def list_variant(asked: str, span: Span, said: str) -> bool:
    """Whether a folded sentence has a list of as many members as the question's, most of them the same
    and not all: 甲、乙、丁 where the question has 甲、乙、丙."""
    own = {_bare(m) for m in re.split("[、和与及]", _COUNT.sub("", asked[slice(*span)]))}
    whole = _bare(said)
    for row in rows(_opened(said), (0, len(said))):
        members = [_bare(said[a:b]) for a, b in row.members]
        same = sum(o in whole for o in own)
        if len(own) == len(members) >= 3 and len(own) > same >= len(own) / 2:
            return True
    return False


def variant_of(name: str, said: str) -> str:
    """The quoted name in a folded sentence that a wrong quoted one is a variant of (“两系统、一库” for
    “一系统、两库”): nearly the same characters, another wording; "" when there is none."""
    own = [c for c in name if c.isalnum()]
    alike = ALIKE if len(own) > 4 else LIKE_SHORT
    for quoted in re.findall(r"[\"“]([^\"”]{2,30})[\"”]", said):
        other = [c for c in quoted if c.isalnum()]
        common = sum(min(own.count(c), other.count(c)) for c in set(own))
        if other != own and len(own) >= 3 and common >= alike * max(len(own), len(other)):
            return str(quoted)
    return ""
