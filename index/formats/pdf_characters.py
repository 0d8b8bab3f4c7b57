"""Characters of a PDF put right: radicals that stand for characters, ligatures, hyphens, symbols."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
"""The hyphen of a word that a line end broke: it goes when the word is joined."""
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
# The supplement has no normal form in Unicode: these are the simplified ones that fonts mix up.
_SUPPLEMENT = str.maketrans(
    "⺁⺌⺍⺏⺐⺕⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺩⺪⺫⺬⺮⺯⺰⺳⺴⺶⺷⺹⺺⺼⺽⺾⻀⻁⻃⻄⻅⻆⻈⻉⻋⻌⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂小小尢尢彐手攵旡月母民水水火爪爪王疋目示竹糸纟网网羊羊老聿肉臼艹艹虎覀西见角讠贝车辶辶邑钅長镸长门阜雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_BULLETS = re.compile("^[\uf000-\uf0ff\u25aa\u25cf\u25a0\u2022]+\\s*(?=\\S)")


def put_right(text: str) -> str:
    """The text of one drawn character as people write it; usually the same."""
    if not _ODD.search(text):
        return text.translate(_HYPHENS)
    return unicodedata.normalize("NFKC", text).translate(_SUPPLEMENT)


def without_bullet(line: str) -> str:
    """A line without the drawn dot of a list: a mark of the layout, often from a symbol font."""
    return _BULLETS.sub("", line)


def is_unreadable(text: str) -> bool:
    """Whether a character says nothing: unknown, or from a font's private signs."""
    return text == "\ufffd" or "\ue000" <= text <= "\uf8ff"


def is_latin(text: str) -> bool:
    """Whether the character belongs to words that are written with spaces between them."""
    return text.isascii() or "\u00c0" <= text <= "\u024f" or "\u0370" <= text <= "\u04ff"
