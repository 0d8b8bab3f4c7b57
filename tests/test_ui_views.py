"""If these fail, a page that is opened after a build still lists and asks about what was there before."""

from __future__ import annotations

import gc
import weakref

from index_fakes import document
from ui_fakes import FakeAssistant, FakeStore, small_assistant

from ui.columns import columns, printable, width
from ui.views import Views

OTHER = (
    "另一份规划\n一、总则\n（一）目标。\n到2030年，阅览座位达到500个。\n（二）任务。\n建设阅览室。"
)


class Moving(FakeAssistant):
    """An assistant whose store can be put in another's place, as a build does."""

    def move(self, store: FakeStore) -> None:
        self._store = store

    def documents(self):
        return self._store.documents()

    def outline(self, document_id: str):
        return self._store.outline(document_id)


def _store() -> FakeStore:
    return FakeStore([document(OTHER, "other", "另一份规划")])


def test_what_the_page_shows_is_made_once_and_again_after_a_build() -> None:
    assistant = Moving(small_assistant().store)
    views = Views(assistant)
    first = views.view()
    assert "城市图书馆发展规划" in first.documents
    assert views.view() is first
    assistant.move(_store())
    second = views.view()
    assert "另一份规划" in second.documents
    assert second.choices == (("另一份规划", "other"),)
    assert "城市图书馆" not in second.documents + second.scope_bar
    assert all("图书馆" not in each.question for each in second.examples)
    assert views.view() is second


def test_a_page_that_nobody_opens_keeps_no_old_index_open() -> None:
    assistant = Moving(FakeStore([document(OTHER, "old", "旧规划")]))
    views = Views(assistant)
    old = weakref.ref(assistant.store)
    assistant.move(_store())
    gc.collect()
    assert old() is None
    assert views.view().choices == (("另一份规划", "other"),)


def test_columns_stand_in_line_whatever_the_names_hold() -> None:
    shown = columns([("a.txt", "已读取", "x"), ("规划\n\x1b[31m.txt", "副本", ""), ("é", "y", "z")])
    lines = shown.split("\n")
    assert len(lines) == 3
    assert "\x1b" not in shown
    assert printable("规划\u202efdp.exe") == "规划 fdp.exe"  # else it reads 规划exe.pdf
    assert width(lines[0].partition("已读取")[0]) == width(lines[1].partition("副本")[0])
