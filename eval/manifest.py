"""The manifest of a run: what was asked of what, so that two runs can be compared or not at all."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.asker import Asker
from eval.errors import RunError
from eval.questions import EvalQuestion
from index.reasons import reason

MANIFEST = "manifest.json"

_PACKAGES = ("index", "rag", "eval")
_DECIDING = {".py", ".tsv", ".json", ".safetensors"}
_IDENTITY = {
    "code_hash": "程序", "corpus_hash": "语料", "model": "模型", "questions_hash": "题目",
    "settings": "设置",
}  # fmt: skip


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

    def differences(self, other: RunManifest) -> tuple[str, ...]:
        """What two runs do not share, in Chinese: program, documents, model, questions, settings."""
        return tuple(
            name
            for field, name in _IDENTITY.items()
            if getattr(self, field) != getattr(other, field)
        )


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


def read_manifest(folder: Path) -> RunManifest:
    """The manifest of a run that was written into a folder; RunError when there is none."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        settings = tuple((str(k), str(v)) for k, v in content["settings"].items())
        return RunManifest(**{**content, "settings": settings})
    except FileNotFoundError:
        raise RunError(f"文件夹“{folder}”里没有评测结果。") from None
    except OSError as error:
        raise RunError(f"评测清单“{path}”读不出来：{reason(error)}。") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RunError(f"评测清单“{path}”已损坏。") from error


def program_version() -> str:
    """The installed version, or “source” when it runs from a folder that was never installed."""
    try:
        return version("guanwen")
    except PackageNotFoundError:
        return "source"


def code_hash() -> str:
    """One hash over the files of the packages that decide an answer: programs, words, the model."""
    root = Path(__file__).parent.parent
    files = sorted(f for package in _PACKAGES for f in (root / package).rglob("*") if _decides(f))
    return _hash(
        part for f in files for part in (str(f.relative_to(root)).encode(), f.read_bytes())
    )


def _decides(path: Path) -> bool:
    return path.suffix in _DECIDING and path.parent.name != "sets" and path.is_file()


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:16]
