"""The manifest of a run: what was asked of what, so that two runs can be compared or not at all."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.asker import Asker
from eval.questions import EvalQuestion

_PACKAGES = ("index", "rag", "eval")


@dataclass(frozen=True, slots=True)
class RunManifest:
    """Code version, corpus, model, set and settings of a run; `started` is local time, ISO 8601."""

    started: str
    version: str
    code_hash: str
    corpus_hash: str
    model: str
    dimension: int
    questions: int
    questions_hash: str
    settings: tuple[tuple[str, str], ...]
    python: str
    machine: str


def run_manifest(
    assistant: Asker, questions: Sequence[EvalQuestion], settings: Iterable[tuple[str, str]] = ()
) -> RunManifest:
    """The manifest of a run that is about to begin."""
    store = assistant.store.manifest
    return RunManifest(
        started=datetime.now().astimezone().isoformat(timespec="seconds"),
        version=program_version(),
        code_hash=code_hash(),
        corpus_hash=store.corpus_hash,
        model=store.model,
        dimension=store.dimension,
        questions=len(questions),
        questions_hash=_hash(question.model_dump_json().encode() for question in questions),
        settings=tuple(settings),
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
    )


def manifest_json(manifest: RunManifest) -> dict[str, object]:
    """The manifest as it is written."""
    return asdict(manifest) | {"settings": dict(manifest.settings)}


def program_version() -> str:
    """The installed version, or “source” when it runs from a folder that was never installed."""
    try:
        return version("guanwen")
    except PackageNotFoundError:
        return "source"


def code_hash() -> str:
    """One hash over the Python files of the packages that decide an answer and its marks."""
    root = Path(__file__).parent.parent
    files = sorted(f for package in _PACKAGES for f in (root / package).rglob("*.py"))
    return _hash(
        part for f in files for part in (str(f.relative_to(root)).encode(), f.read_bytes())
    )


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:16]
