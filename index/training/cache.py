"""Stages of the preparation, kept on disk so that trials share them."""

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of finished stages; without a folder nothing is kept.

    The folder is the trainer's own: it is read with pickle, so never take one from elsewhere.
    """

    folder: Path | None = None

    def stage(self, name: str, settings: object, make: Callable[[], T]) -> T:
        """Return what `make` gives, from the folder where stage and settings were met before."""
        if self.folder is None:
            return make()
        mark = hashlib.sha256(repr(settings).encode()).hexdigest()[:12]
        path = self.folder / f"{name}-{mark}.pickle"
        if path.is_file():
            return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
        made = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
        return made
