"""Drafts kept for the turns that follow: what was answered a moment ago is not worked out again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.routes import draft_answer

KEPT = 512
"""Drafts kept for one catalogue, a few kB each."""

_Key = tuple[str, tuple[str, ...]]
_KEPT: WeakKeyDictionary[Catalogue, OrderedDict[_Key, Draft]] = WeakKeyDictionary()
_LOCK = threading.Lock()


def fresh_draft(text: str, limits: Sequence[str], catalogue: Catalogue) -> Draft:
    """The draft for a stand-alone question, as `draft_answer` makes it, kept for later turns.

    Not kept when a server of vectors was lost on the way: the next one may be better.
    """
    losses = catalogue.store.losses.count
    draft = draft_answer(text, limits, catalogue)
    if catalogue.store.losses.count == losses:
        with _LOCK:
            kept = _KEPT.setdefault(catalogue, OrderedDict())
            kept[text, tuple(limits)] = draft
            if len(kept) > KEPT:
                kept.popitem(last=False)
    return draft


def kept_draft(text: str, limits: Sequence[str], catalogue: Catalogue) -> Draft:
    """The same for a question that came before, from what was kept where that is possible."""
    with _LOCK:
        found = _KEPT.get(catalogue, OrderedDict()).get((text, tuple(limits)))
    return found or fresh_draft(text, limits, catalogue)
