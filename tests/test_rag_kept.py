"""Kept: a question's stages share what was found, and nobody else does."""

from __future__ import annotations

import gc
import threading
import weakref

from index_fakes import document
from rag_fakes import catalogue_of

from rag.kept import Kept, forget


class Counted:
    """Makes a new number each time."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_the_same_key_is_made_once_until_a_new_question() -> None:
    kept, make, catalogue = Kept[str, int](4), Counted(), catalogue_of()
    assert [kept.found(catalogue, key, make) for key in ("甲", "乙", "甲")] == [1, 2, 1]
    forget(catalogue)
    assert kept.found(catalogue, "甲", make) == 3
    assert kept.found(catalogue_of(), "甲", make) == 4


def test_the_oldest_goes_and_what_is_not_sound_is_not_kept() -> None:
    kept, make, catalogue = Kept[str, int](2), Counted(), catalogue_of()
    for key in ("甲", "乙", "丙"):
        kept.found(catalogue, key, make)
    assert kept.found(catalogue, "丙", make) == 3
    assert kept.found(catalogue, "甲", make) == 4
    assert kept.found(catalogue, "丁", make, lambda: False) == 5
    assert kept.found(catalogue, "丁", make) == 6


def test_threads_keep_their_own() -> None:
    kept, make, catalogue = Kept[str, int](4), Counted(), catalogue_of()
    kept.found(catalogue, "甲", make)
    seen: list[int] = []

    def other() -> None:
        seen.append(kept.found(catalogue, "甲", make))
        forget(catalogue)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [2]
    assert kept.found(catalogue, "甲", make) == 1


def test_nothing_outlives_its_catalogue() -> None:
    catalogue = catalogue_of(document("第一条 应当登记。\n", "a", "办法"))
    kept = Kept[str, object](4)
    kept.found(catalogue, "甲", object)
    gone = weakref.ref(catalogue)
    del catalogue
    gc.collect()
    assert gone() is None
