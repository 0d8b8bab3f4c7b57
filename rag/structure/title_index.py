"""The titles of parts, ready to be looked up: which of them stand in a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

from index.documents import Node
from index.store import Store
from rag.catalogue import Catalogue
from rag.document_names import bare
from rag.structure.places import Place

_CUT = 8
"""A title of so many characters may be cut short."""
_KEPT = 2048
"""Documents whose titles are kept in memory."""

Called = tuple[int, str, Node]
"""A part as people may call it: its place among the titled ones, the words, the node."""
_Reader = Callable[[str], Mapping[str, Sequence[Called]]]


def standing(
    asked: str, documents: Sequence[str], catalogue: Catalogue
) -> Iterator[tuple[Place, str]]:
    """The titles, folded and bare, that stand in `asked`, which is so too, each with its part.

    In the order of the documents, there in reading order.
    """
    read = _READERS.get(catalogue)
    if read is None:
        read = _READERS[catalogue] = lru_cache(maxsize=_KEPT)(partial(_read, catalogue.store))
    pairs = {asked[at : at + 2] for at in range(len(asked) - 1)}
    for document_id in documents:
        titles = read(document_id)
        some = (called for pair in titles.keys() & pairs for called in titles[pair])
        found = sorted((each for each in some if each[1] in asked), key=lambda each: each[:2])
        if found:
            outline = catalogue.outline(document_id)
            yield from ((Place(document_id, outline, node), title) for _, title, node in found)


# A reader refers to the store alone: it goes with its catalogue.
_READERS: WeakKeyDictionary[Catalogue, _Reader] = WeakKeyDictionary()


def _read(store: Store, document_id: str) -> Mapping[str, Sequence[Called]]:
    """The titled parts of a document as people may call them, by the first two characters."""
    found: dict[str, list[Called]] = {}
    for order, node in enumerate(store.titled(document_id)):
        if node.kind in ("document", "paragraph", "table"):
            continue
        names = {node.title}
        if node.kind == "row":
            names = {_short(node.title), re.sub(r"（[^（）]*）", "", node.title)}
        for called in {called for name in names for called in _called(bare(name))}:
            found.setdefault(called[:2], []).append((order, called, node))
    return found


def _called(title: str) -> tuple[str, ...]:
    """A title and how people cut it short: without its first word (深化), without 工程 at its end."""
    if len(title) < _CUT:
        return (title,) if len(title) > 1 else ()
    ends = (title, title.removesuffix("工程"))
    cut = (t for end in ends for t in (end, end[2:], end[4:]))
    return tuple(dict.fromkeys(t for t in cut if len(t) >= _CUT - 2))


def _short(title: str) -> str:
    """The name of a row without the unit behind it: 泊位数量（个）."""
    return re.sub(r"（[^（）]{1,6}）$", "", title)
