"""The catalogue of a store's current generation: it moves on by itself when a build made a new one.

Whoever has taken a catalogue keeps it: a question in flight ends on the generation it began on,
which closes when the last that refers to it lets go.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from index.embedding import Embedder
from index.errors import GuanwenError
from index.storage.generations import current_mark
from index.storage.server import VectorServer
from index.store import Store
from rag.catalogue import Catalogue
from rag.glossary.glossary import Glossary
from rag.rerank import Reranker

_log = logging.getLogger(__name__)

_AGAIN = 60.0
"""Seconds after which a generation that could not be opened is tried once more."""


class CurrentCatalogue:
    """Gives the newest catalogue that can be opened; any number of threads."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        folder: Path | None = None,
        *,
        reranker: Reranker | None = None,
        server: VectorServer | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        """Over an open store; with `folder` it follows the generations of that store folder."""
        self._embedder = embedder
        self._folder = folder
        self._reranker = reranker
        self._server = server
        self._glossary = glossary
        self._catalogue = Catalogue(store, embedder, reranker, glossary)
        self._mark = current_mark(folder) if folder else ""
        self._moving = threading.Lock()
        self._refused = ""
        self._refused_at = 0.0

    def catalogue(self) -> Catalogue:
        """The catalogue for one question: a look at one small file, and seldom a new one opened.

        While one thread opens the new generation, the others go on with the one before.
        """
        folder = self._folder
        if folder and self._is_behind(folder) and self._moving.acquire(blocking=False):
            try:
                if self._folder and self._is_behind(folder):
                    self._move(folder)
            finally:
                self._moving.release()
        return self._catalogue

    def close(self) -> None:
        """Close the store; questions in flight fail."""
        with self._moving:
            self._folder = None
            self._catalogue.store.close()

    def _is_behind(self, folder: Path) -> bool:
        mark = current_mark(folder)
        name = mark.partition(" ")[0]
        if not name:
            return False
        if mark == self._mark and name == self._catalogue.store.manifest.generation:
            return False
        return mark != self._refused or time.monotonic() > self._refused_at + _AGAIN

    def _move(self, folder: Path) -> None:
        mark = current_mark(folder)
        try:
            store = Store.open(folder, self._embedder, server=self._server)
            self._catalogue = Catalogue(store, self._embedder, self._reranker, self._glossary)
            self._mark, self._refused = mark, ""
        except GuanwenError as error:
            if mark != self._refused:
                _log.warning("新的索引无法打开，继续使用原来的一份：%s", error)
            self._refused, self._refused_at = mark, time.monotonic()
