"""The collections that a store has on a Chroma server: written down before they are made.

    <store>/collections             one name a line

A build that is cut short leaves a collection behind; the ledger tells a later one to delete it. Of
other stores on the same server it knows nothing, nor of what a copy of this folder has made since.
"""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from index.errors import StoreError, VectorsLost
from index.reasons import reason
from index.storage.chroma_client import remove_collection
from index.storage.disk import sync
from index.storage.generations import generation_folders
from index.storage.manifest import read_manifest
from index.storage.server import VectorServer

LEDGER_FILE = "collections"
_PATIENCE = 30.0
_log = logging.getLogger(__name__)


def new_collection(store: Path, generation: str) -> str:
    """A name for the collection of a new generation, written down; StoreError.

    No two builds get the same, whatever their stores are called.
    """
    name = f"guanwen-{generation}-{secrets.token_hex(6)}"
    _write(store, [*_names(store), name])
    return name


def remove_unused(store: Path, server: VectorServer) -> None:
    """Delete the collections that no generation of the store refers to; with the build lock held.

    What cannot be deleted now stays in the ledger.
    """
    names = _names(store)
    used = {_collection(folder) for folder in generation_folders(store)}
    if "?" in used:  # a damaged manifest: nothing says which collection is its own
        return
    left = []
    for name in names:
        if name in used or not _removed(server, name):
            left.append(name)
    if left != names:
        _write(store, left)


def _removed(server: VectorServer, name: str) -> bool:
    try:
        remove_collection(server, name, patience=_PATIENCE)
    except VectorsLost as error:
        _log.warning("旧的向量没有删除，下次建立索引时再试：%s", error)
        return False
    return True


def _collection(generation: Path) -> str:
    try:
        return read_manifest(generation).collection
    except StoreError:
        return "?"


def _names(store: Path) -> list[str]:
    try:
        return (store / LEDGER_FILE).read_text("utf-8").split()
    except FileNotFoundError:
        return []
    except (
        UnicodeDecodeError
    ):  # damaged: what it named stays on the server, nothing else is touched
        return []
    except OSError as error:
        raise StoreError(f"无法读取 {store / LEDGER_FILE}：{reason(error)}。") from error


def _write(store: Path, names: list[str]) -> None:
    beside = store / f"{LEDGER_FILE}.new"
    try:
        beside.write_text("".join(f"{name}\n" for name in names), "utf-8")
        sync(beside)
        os.replace(beside, store / LEDGER_FILE)
    except OSError as error:
        raise StoreError(f"无法写入索引文件夹 {store}：{reason(error)}。") from error
