"""A Traditional → Simplified map in the packed form that the tokenizers normaliser reads.

The packed form is that of SentencePiece: the byte length of a double-array trie, the trie (one
32-bit unit a node, little endian), and the replacement strings, each ended by a zero byte. A unit
holds the label in its lowest 8 bits, "has a value" in bit 8, and from bit 10 the offset to its
children (bit 9 would scale it); the child for byte b stands at (own place) XOR offset XOR b, and
the value, an offset into the strings, at the place for byte 0.
"""

import struct
from collections.abc import Mapping

import numpy as np

from index.folding import fold

Node = dict[int, "Node"]
_LEAF = 1 << 8
_VALUE = 1 << 31

# Look-alikes of the radicals block that NFKC leaves alone; PDF readers return them for characters.
RADICALS = dict(
    zip(
        "⺁⺈⺌⺎⺐⺓⺝⺟⺠⺢⺦⺩⺪⺫⺬⺮⺯⺰⺱⺲⺳⺴⺶⺷⺸⺻⻁⻄⻅⻆⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻰⻳",
        "厂刀小兀尢幺月母民水丬王疋目示竹糸纟罒罒罒罒羊羊羊聿虎西见角贝车辶辶辶邑钅长长长门阝青韦页风飞食饣饣"
        "马骨鬼鱼鸟卤麦黄黾斉齐齿龙龟",
        strict=True,
    )
)


def traditional_map() -> dict[str, str]:
    """Return {Traditional or look-alike character: Simplified character}, one for one."""
    table = dict(RADICALS)
    for character in map(chr, range(0x4E00, 0xA000)):
        simple = fold(character)
        if simple != character:
            table[character] = simple
    return table


def pack(table: Mapping[str, str]) -> bytes:
    """Return the packed form of `table`; each key a non-empty string, values free of zero bytes."""
    strings = bytearray()
    root: Node = {}
    values: dict[int, int] = {}
    for key in sorted(table):
        node = root
        for byte in key.encode():
            node = node.setdefault(byte, {})
        values[id(node)] = len(strings)
        strings += table[key].encode() + b"\0"
    units = _lay_out(root, values).tobytes()
    return struct.pack("<I", len(units)) + units + bytes(strings)


def _lay_out(root: Node, values: Mapping[int, int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Place every node of the trie, depth first, at the first base where all its children fit.

    No two nodes share a base, even where their children do not collide: the label alone would then
    lead from one node into the children of the other.
    """
    size = 1 << 20
    units = np.zeros(size, dtype="<u4")
    taken = np.zeros(size, dtype=bool)
    taken[0] = True
    bases = {0}
    first_free = 1
    waiting = [(root, 0)]
    while waiting:
        node, place = waiting.pop()
        labels = sorted(node) + ([0] if id(node) in values else [])
        base = first_free & ~0xFF
        while base in bases or any(taken[base ^ label] for label in labels):
            base += 1
        bases.add(base)
        units[place] |= (base ^ place) << 10
        if id(node) in values:
            units[place] |= _LEAF
            units[base] = _VALUE | values[id(node)]
            taken[base] = True
        for label, child in node.items():
            taken[base ^ label] = True
            units[base ^ label] = label
            waiting.append((child, base ^ label))
        while taken[first_free]:
            first_free += 1
    used = int(np.flatnonzero(taken).max()) + 1
    return units[: (used + 255) // 256 * 256]
