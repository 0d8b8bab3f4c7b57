"""Conversations kept for a reload: a browser tab finds its own again, by a token only it knows."""

from __future__ import annotations

import threading
from collections import OrderedDict

from ui.conversation import Conversation

MOST = 500
"""Conversations kept; the one untouched for longest goes first."""
MOST_EXCHANGES = 50
_TOKEN = range(16, 65)


class Shelf:
    """Kept conversations by token, in memory alone: the browser holds the token and no content.

    Any number of threads. A token that is too short to be secret is not taken.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, token: str, conversation: Conversation) -> None:
        """Put a conversation under a token, in place of what was there."""
        if len(token) not in _TOKEN:
            return
        with self._lock:
            self._kept[token] = conversation[-MOST_EXCHANGES:]
            self._kept.move_to_end(token)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, token: str) -> Conversation:
        """What is kept under a token; nothing for one that is not known."""
        with self._lock:
            return self._kept.get(token, ())

    def drop(self, token: str) -> None:
        """Forget what is kept under a token."""
        with self._lock:
            self._kept.pop(token, None)
