"""What was found for the question at hand: several stages of one question ask the same.

Each thread keeps its own, so that people who ask at the same moment do not take one another's place; and
no longer than the catalogue lives.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from rag.catalogue import Catalogue

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_ALL: WeakSet[Kept[Hashable, object]] = WeakSet()


class Kept(Generic[_Key, _Value]):
    """The last few results of one kind, of this thread's question."""

    def __init__(self, most: int) -> None:
        """Of which `most` are kept for one catalogue."""
        self._most = most
        self._local = threading.local()
        _ALL.add(self)  # type: ignore[arg-type]

    def found(
        self, catalogue: Catalogue, key: _Key, make: Callable[[], _Value],
        sound: Callable[[], bool] = lambda: True,
    ) -> _Value:  # fmt: skip
        """What is kept under a key; made anew where nothing is, and then kept if it is `sound`."""
        kept = self._of_thread().setdefault(catalogue, OrderedDict())
        if key in kept:
            return kept[key]
        value = make()
        if sound():
            kept[key] = value
            if len(kept) > self._most:
                kept.popitem(last=False)
        return value

    def forget(self, catalogue: Catalogue) -> None:
        """Keep nothing of what this thread found in a catalogue."""
        self._of_thread().pop(catalogue, None)

    def _of_thread(self) -> WeakKeyDictionary[Catalogue, OrderedDict[_Key, _Value]]:
        try:
            kept: WeakKeyDictionary[Catalogue, OrderedDict[_Key, _Value]] = self._local.kept
        except AttributeError:
            kept = self._local.kept = WeakKeyDictionary()
        return kept


def forget(catalogue: Catalogue) -> None:
    """Begin a new question: what was found for the one before is looked for again, should a server
    be gone by now."""
    for each in list(_ALL):
        each.forget(catalogue)
