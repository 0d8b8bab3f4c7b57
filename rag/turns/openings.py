"""What a turn begins with before it asks: that one has understood, that one turns to something else,
that one means the same document still."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = r"[,，。.!！~、:：;； ]"
_UNDERSTOOD = re.compile(
    rf"^(?:(?:嗯+|哦+|噢|啊|好的?|行|对|是的|ok|OK|明白|知道|懂|清楚|了解|收到|这样啊?|原来如此|谢谢)(?:了|啦|的|您|你)?{_MARK}+)+"
)
_TURNS = re.compile(
    rf"^(?:那|我)?(?:换(?:一?个|下)?(?:话题|问题|方面)|(?:再)?问(?:你|您)?(?:一?个|点)?(?:别的|其他的|另外的|另一个问题)|另一个问题|说点别的|不说这个了?)(?:吧|了|哈)?{_MARK}*"
)
_SAME = re.compile(
    rf"^(?:还是|仍是|就|在|还在)?(?:同一|这同一|刚才那?|上面那?|前面那?|那|这|该)一?(?:份|部|个|篇)(?:文件|规划|方案|办法|法律?|报道|文章)?(?:里面?|中|上)?的?(?:{_MARK}+|(?<=[里中])(?=\S))"
    rf"|^(?:还是|仍是)(?:那|这|同一)(?:份|部|个|篇)(?:文件|规划|方案|办法|法律?|报道|文章)?{_MARK}*"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A turn without its opening; `turns` away to something else, or stays with the `same` document."""

    text: str
    turns: bool = False
    same: bool = False


def without_opening(turn: str) -> Opened:
    """The turn as it asks; the whole turn where nothing is left."""
    rest = _UNDERSTOOD.sub("", turn.strip())
    turned = _TURNS.match(rest)
    rest = rest[turned.end() :] if turned else rest
    same = _SAME.match(rest)
    rest = rest[same.end() :] if same else rest
    if len(re.findall(r"\w", rest)) < 2:
        return Opened(turn)
    return Opened(rest, bool(turned), bool(same))
