"""Models of sentence-transformers: opened from this machine alone, or told what to copy where."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ModelError

_WHOLE = 2**20
"""Bytes up to which a file of a model is hashed; of larger ones, its weights, the size is."""
_MARKS = ("sentence_bert_config.json", "1_Pooling")
"""What stands in a folder of the library only beside modules.json."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model and how it is run; `setting` is the environment variable that names it.

    `name` is a folder, or a name whose files are in this machine's cache; `device` is "cpu", "cuda"
    and the like, None for the best there is; `batch_size` texts are worked on at a time (≥ 1).
    """

    name: str
    setting: str
    device: str | None = None
    batch_size: int = 32


def load_encoder(choice: ModelChoice) -> Any:
    """A SentenceTransformer; ModelError when it is not here, broken, or the device does not work.

    Importing the library takes some seconds.
    """
    model = _loaded(choice, lambda library: library.SentenceTransformer)
    if any(kind.endswith("ForSequenceClassification") for kind in _architectures(model[0])):
        raise ModelError(f"模型 {choice.name} 是重排模型，不是向量模型，请改正 {choice.setting}。")
    return model


def load_cross_encoder(choice: ModelChoice) -> Any:
    """A CrossEncoder that gives one score for a pair; errors as of `load_encoder`."""
    model = _loaded(choice, lambda library: library.CrossEncoder)
    if any(kind.endswith(("Model", "MaskedLM", "PreTraining")) for kind in _architectures(model)):
        # The library would put a head of random numbers on it and say so in English only.
        raise ModelError(
            f"模型 {choice.name} 不是重排模型（CrossEncoder），请改正 {choice.setting}。"
        )
    if model.num_labels != 1:
        raise ModelError(
            f"重排模型 {choice.name} 对每段给出 {model.num_labels} 个分数，"
            f"只能用给出 1 个分数的模型，请改正 {choice.setting}。"
        )
    return model


def _architectures(model: Any) -> tuple[str, ...]:
    """The classes that a model's weights were saved from, as its configuration names them."""
    config = getattr(model, "config", None)
    return tuple(getattr(config, "architectures", None) or ())


def model_identity(name: str) -> str:
    """What a store remembers of a model: its name, or of a folder its name and 12 digits.

    The digits change with the settings, the vocabulary and the size of the weights, not with the
    place of the folder.
    """
    folder = Path(name)
    if not folder.is_dir():
        return name
    digest = hashlib.sha256()
    try:
        for path in sorted(_files(folder)):
            inside, size = path.relative_to(folder).as_posix(), path.stat().st_size
            content = path.read_bytes() if size <= _WHOLE else str(size).encode()
            digest.update(inside.encode() + b"\0" + content + b"\0")
    except OSError as error:
        raise _broken(ModelChoice(name, "GUANWEN_MODEL"), error) from error
    return f"{folder.resolve().name}:{digest.hexdigest()[:12]}"


def _files(folder: Path) -> Iterable[Path]:
    """What makes a model's vectors: no read-me, no hidden files, no other formats of the weights."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        plain = not any(part.startswith(".") for part in inside.parts)
        if plain and path.is_file() and path.suffix in (".json", ".txt", ".model", ".safetensors"):
            yield path


def _loaded(choice: ModelChoice, kind: Callable[[Any], Callable[..., Any]]) -> Any:
    # Must stand before the import; a process that imported the hub already is told once more.
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import sentence_transformers
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise ModelError(
            f"使用模型 {choice.name} 需要 sentence-transformers，本机没有安装："
            "请运行 pip install sentence-transformers。"
        ) from error
    disable_progress_bar()  # type: ignore[no-untyped-call]
    folder = Path(choice.name)
    _require_whole(choice, folder)
    try:
        # On the CPU first, where a named device could be what fails.
        first = "cpu" if choice.device else None
        model = kind(sentence_transformers)(choice.name, device=first, local_files_only=True)
    except Exception as error:  # the library raises many kinds, by the model's own files
        raise _broken(choice, error) if folder.is_dir() else _absent(choice) from error
    try:
        return model.to(choice.device) if choice.device else model
    except Exception as error:  # of torch, by the device
        raise ModelError(
            f"本机不能在设备 {choice.device} 上运行模型 {choice.name}，"
            f"请改正 {choice.setting}_DEVICE（例如 cpu），或去掉它。"
        ) from error


def _require_whole(choice: ModelChoice, folder: Path) -> None:
    """ModelError for a file, and for a folder that lost its list of modules in copying."""
    if folder.is_file():
        raise ModelError(f"{choice.setting} 指的 {folder} 是一个文件，应当是模型的文件夹。")
    if not folder.is_dir():
        return
    missing = ""
    if not (folder / "modules.json").is_file() and (
        any((folder / mark).exists() for mark in _MARKS) or not any(folder.iterdir())
    ):
        missing = "modules.json"
    elif any(_lacks_vocabulary(path.parent) for path in folder.rglob("config.json")):
        missing = "词表 tokenizer.json"
    if missing:  # the library would quietly make something else of what is left
        raise ModelError(f"模型文件夹 {folder} 里没有 {missing}，请把整个模型文件夹复制过来。")


def _lacks_vocabulary(folder: Path) -> bool:
    """Whether a folder of a transformer (it has its weights) has nothing to cut texts with."""
    names = [path.name for path in folder.iterdir()]
    weights = any(name.endswith((".safetensors", ".bin", ".onnx")) for name in names)
    return weights and not any(
        name.startswith(("tokenizer.", "vocab.")) or name.endswith((".model", ".tiktoken"))
        for name in names
    )


def _broken(choice: ModelChoice, error: Exception) -> ModelError:
    kind = type(error).__name__
    return ModelError(
        f"模型文件夹 {choice.name} 读不出来，文件可能不完整，请重新复制整个文件夹（{kind}）。"
    )


def _absent(choice: ModelChoice) -> ModelError:
    from huggingface_hub.constants import HF_HUB_CACHE

    cached = f"models--{choice.name.replace('/', '--')}"
    if choice.name.count("/") > 1 or choice.name.startswith((".", "/", "~")):
        return ModelError(
            f"没有模型文件夹 {choice.name}：请把整个模型文件夹复制到本机的这个位置，"
            f"或把 {choice.setting} 设为它所在的文件夹。"
        )
    return ModelError(
        f"本机上没有模型 {choice.name}：请在能上网的机器上下载它，把那里的文件夹"
        f" ~/.cache/huggingface/hub/{cached} 复制到本机的 {HF_HUB_CACHE}，"
        f"或把整个模型文件夹复制到本机任一目录，再把 {choice.setting} 设为那个目录。"
    )
