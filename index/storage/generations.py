"""The folder of a store: generations side by side, one of them current, switched in one step.

    <store>/CURRENT                 name of the generation that readers open
    <store>/lock                    held while a build runs
    <store>/generations/000001/     manifest.json, guanwen.sqlite, chroma/

A build writes a new folder, brings it to the disk, and only then replaces CURRENT with one rename:
whenever it is interrupted, the generation before stays whole. The one just replaced is kept until
the next build, and any that a reader has open for as long as that reader lives: readers hold a
shared lock on its manifest, which the system lets go of when their process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from index.errors import StoreBusy, StoreError, StoreMissing
from index.reasons import reason
from index.storage.disk import sync
from index.storage.manifest import MANIFEST_FILE

_CURRENT = "CURRENT"
_GENERATIONS = "generations"
_LOCK = "lock"
_NAME_LIMIT = 100


def current_generation(store: Path) -> Path:
    """Folder of the current generation; StoreMissing, or StoreError when CURRENT leads nowhere."""
    try:
        name = (store / _CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(f"{store} 里还没有索引，请先运行 guanwen index build。") from None
    except OSError as error:
        raise StoreError(f"无法读取索引 {store}：{reason(error)}。") from error
    except UnicodeDecodeError:
        name = ""
    folder = store / _GENERATIONS / name
    if not name or Path(name).name != name or not folder.is_dir():
        raise StoreError(f"索引 {store} 已损坏，请运行 guanwen index build 重建。")
    return folder


def generation_folders(store: Path) -> tuple[Path, ...]:
    """The folders of all generations that are there, the oldest first."""
    folder = store / _GENERATIONS
    return (
        tuple(sorted(each for each in folder.iterdir() if each.is_dir())) if folder.is_dir() else ()
    )


def current_mark(store: Path) -> str:
    """What changes whenever a generation becomes current, "" when there is none.

    Its name first, then what tells it from one of the same name in a folder that was made again; a
    look that costs next to nothing.
    """
    try:
        with open(store / _CURRENT, encoding="utf-8") as file:
            found = os.fstat(file.fileno())
            return f"{file.read(_NAME_LIMIT).strip()} {found.st_ino} {found.st_mtime_ns}"
    except (OSError, UnicodeDecodeError):
        return ""


class Pin:
    """Keeps a generation from being deleted while it is open in this process."""

    def __init__(self, generation: Path) -> None:
        """StoreMissing when the generation is being deleted just now, or is gone already."""
        try:
            self._handle = (generation / MANIFEST_FILE).open("rb")
        except FileNotFoundError:
            raise StoreMissing(f"索引 {generation} 已被新的一版取代。") from None
        except OSError as error:
            raise StoreError(f"无法读取索引 {generation}：{reason(error)}。") from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            self._handle.close()
            raise StoreMissing(f"索引 {generation} 已被新的一版取代。") from None
        except OSError:  # a disk that knows no locks: the generation before is kept all the same
            pass

    def close(self) -> None:
        """Let the generation go."""
        self._handle.close()


@contextmanager
def build_lock(store: Path) -> Iterator[None]:
    """Hold the right to build in this store; StoreBusy, with who has it, while another process does."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        handle = (store / _LOCK).open("a+")
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {store}：{reason(error)}。") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            who = _holder(handle)
            raise StoreBusy(f"另一个进程{who}正在建立索引 {store}，请稍后再试。") from error
        _sign(handle)
        yield


def _sign(handle: IO[str]) -> None:
    """Write into the lock who holds it since when: for people alone, nothing relies on it."""
    try:
        handle.truncate(0)
        handle.write(f"{os.getpid()} {datetime.now().strftime('%H:%M:%S')}\n")
        handle.flush()
    except OSError:  # a full disk is told by what is written next
        pass


def _holder(handle: IO[str]) -> str:
    handle.seek(0)
    number, _, since = handle.read(_NAME_LIMIT).strip().partition(" ")
    return f"（进程号 {number}，{since} 开始）" if number.isdecimal() and since else ""


def is_building(store: Path) -> bool:
    """Whether some process holds the right to build in this store just now."""
    try:
        handle = (store / _LOCK).open()
    except OSError:
        return False
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def sweep_generations(store: Path) -> None:
    """Delete what builds that were cut short left: half-written generations, old and unborn ones.

    Kept are the current one, the one before it, and those that a reader has open. Call with the
    build lock held.
    """
    try:
        current = current_generation(store)
    except StoreError:  # nothing says which one is good: all stay until a build has made another
        return
    older = [e.name for e in current.parent.iterdir() if e.name < current.name]
    _sweep_half_written(current.parent)
    _remove_others(current.parent, keep={current.name, max(older, default="")})


@contextmanager
def new_generation(store: Path) -> Iterator[Path]:
    """A fresh folder to build in, made current when the block ends well, deleted when it fails.

    Call with the build lock held.
    """
    generations = store / _GENERATIONS
    try:
        generations.mkdir(exist_ok=True)
        _sweep_half_written(generations)
        folder = generations / _next_name(generations)
        folder.mkdir()
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {store}：{reason(error)}。") from error
    try:
        yield folder
        _sync_tree(folder)
        replaced = _switch(store, folder.name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _remove_others(generations, keep={folder.name, replaced})


def _next_name(generations: Path) -> str:
    numbers = [int(entry.name) for entry in generations.iterdir() if entry.name.isdecimal()]
    return f"{max(numbers, default=0) + 1:06d}"


def _sweep_half_written(generations: Path) -> None:
    for entry in generations.iterdir():
        if entry.is_dir() and not (entry / MANIFEST_FILE).is_file():
            shutil.rmtree(entry, ignore_errors=True)


def _remove_others(generations: Path, *, keep: set[str]) -> None:
    for entry in generations.iterdir():
        if entry.name not in keep:
            _remove_unread(entry)


def _remove_unread(generation: Path) -> None:
    """Delete a generation unless a reader has it open; a later build tries again."""
    try:
        with (generation / MANIFEST_FILE).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The manifest goes first: what is left of a deletion cut short is no generation.
            (generation / MANIFEST_FILE).unlink()
            shutil.rmtree(generation, ignore_errors=True)
    except BlockingIOError:
        pass
    except OSError:
        shutil.rmtree(generation, ignore_errors=True)


def _switch(store: Path, name: str) -> str:
    """Make a generation current; returns the name of the one it replaces ("" when first)."""
    current = store / _CURRENT
    try:
        replaced = current.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        replaced = ""
    beside = store / f"{_CURRENT}.new"
    beside.write_text(f"{name}\n", encoding="utf-8")
    sync(beside)
    os.replace(beside, current)
    sync(store)
    return replaced


def _sync_tree(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        for file in files:
            sync(Path(parent, file))
        sync(Path(parent))
    sync(folder.parent)
