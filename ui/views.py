"""What the page shows of the library, made again when a build has put another in its place."""

from __future__ import annotations

import json
import threading
import weakref
from dataclasses import dataclass

from rag.quiz import QuizStore
from ui.asking import Asking
from ui.documents_page import documents_html
from ui.examples import Example, examples
from ui.markup import escaped


@dataclass(frozen=True, slots=True)
class View:
    """The library at one time: the list of documents, the choices of a limit, example questions."""

    documents: str
    choices: tuple[tuple[str, str], ...]
    scope_bar: str
    examples: tuple[Example, ...]


class Views:
    """Gives the view of the library as it is now; any number of threads."""

    def __init__(self, assistant: Asking) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        # A weak one: a page that nobody opens must not keep an old index open.
        self._store: weakref.ref[QuizStore] = weakref.ref(assistant.store)
        self._view = _view_of(assistant)

    def view(self) -> View:
        """The same object for as long as the library is the same."""
        store = self._assistant.store
        with self._lock:
            if store is not self._store():
                self._view = _view_of(self._assistant)
                self._store = weakref.ref(store)
            return self._view


def _view_of(assistant: Asking) -> View:
    infos = assistant.documents()
    return View(
        documents_html(assistant),
        tuple((info.title, info.id) for info in infos),
        _scope_bar({info.id: info.title for info in infos}),
        examples(assistant.store),
    )


def _scope_bar(titles: dict[str, str]) -> str:
    """The folded choice of documents; page.js writes into it what is chosen."""
    return (
        '<button type="button" class="gw-fold" aria-expanded="false"'
        f' data-titles="{escaped(json.dumps(titles))}">限定文件（默认全部）</button>'
    )
