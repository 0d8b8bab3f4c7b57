"""The folder of a store: generations side by side, one of them current, switched in one step.

    <store>/CURRENT                 name of the generation that readers open
    <store>/lock                    held while a build runs
    <store>/generations/000001/     manifest.json, guanwen.sqlite, chroma/

A build writes a new folder, brings it to the disk, and only then replaces CURRENT with one rename:
whenever it is interrupted, the generation before stays whole. The one just replaced is kept until
the next build, so that readers that have it open go on.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreBusy, StoreError, StoreMissing
from index.manifest import MANIFEST_FILE
from index.reasons import reason

_CURRENT = "CURRENT"
_GENERATIONS = "generations"
_LOCK = "lock"


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


@contextmanager
def build_lock(store: Path) -> Iterator[None]:
    """Hold the right to build in this store; StoreBusy while another process has it."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        handle = (store / _LOCK).open("a")
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {store}：{reason(error)}。") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreBusy(f"另一个进程正在建立索引 {store}，请稍后再试。") from error
        yield


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
        if not (entry / MANIFEST_FILE).is_file():
            shutil.rmtree(entry, ignore_errors=True)


def _remove_others(generations: Path, *, keep: set[str]) -> None:
    for entry in generations.iterdir():
        if entry.name not in keep:
            shutil.rmtree(entry, ignore_errors=True)


def _switch(store: Path, name: str) -> str:
    """Make a generation current; returns the name of the one it replaces ("" when first)."""
    current = store / _CURRENT
    try:
        replaced = current.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        replaced = ""
    beside = store / f"{_CURRENT}.new"
    beside.write_text(f"{name}\n", encoding="utf-8")
    _sync(beside)
    os.replace(beside, current)
    _sync(store)
    return replaced


def _sync_tree(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        for file in files:
            _sync(Path(parent, file))
        _sync(Path(parent))
    _sync(folder.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
