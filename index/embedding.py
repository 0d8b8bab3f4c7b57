"""Texts to vectors: the small model of the package, or any sentence-transformers model."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE_MODEL = Path(__file__).parent / "model"

# Texts encoded at a time, and piece vectors gathered at a time (16 MB at 256 dimensions): a book as
# one text costs little more memory than a page.
_BATCH = 1024
_ROWS = 1 << 14


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness in meaning.

    `name` says which model it is (a store remembers it), `dimension` is the length of a vector.
    """

    name: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each question, shape (len(texts), dimension), in the same order.

        Rows have length 1, or 0 for a text without anything the model knows.
        """
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each passage; shape, order and lengths as for questions."""
        ...


class StaticEmbedder:
    """A static embedding: the mean of the vectors of a text's pieces, brought to length 1.

    Reads the folder that sentence-transformers writes for a StaticEmbedding, without importing it,
    and gives the same vectors to 1e-5. Questions and passages are treated alike. Safe to share
    between threads.
    """

    def __init__(self, folder: Path) -> None:
        """Read the model in `folder`. Raises ModelError if a file is missing or does not fit."""
        place = folder / _static_path(folder)
        try:
            self._tokenizer = _read_tokenizer(place / "tokenizer.json")
            self._rows, self._scales = _read_rows(place / "model.safetensors")
        except Exception as error:  # the two readers raise their own bare Exception types
            raise ModelError(
                f"向量模型文件夹 {folder} 读不出来，文件可能不完整：{error}"
            ) from error
        if len(self._rows) < self._tokenizer.get_vocab_size():
            raise ModelError(
                f"向量模型文件夹 {folder} 里的词表与向量的行数不一致，请重新复制整个文件夹。"
            )
        self.name = f"static:{_fingerprint(place)}"
        self.dimension = int(self._rows.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row (or a zero row) for each question, shape (len(texts), dimension)."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row (or a zero row) for each passage, shape (len(texts), dimension)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            some = [_encodable(text) for text in texts[start : start + _BATCH]]
            encodings = self._tokenizer.encode_batch_fast(some, add_special_tokens=False)
            self._add(vectors[start : start + _BATCH], [encoding.ids for encoding in encodings])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)

    def _add(self, vectors: NDArray[np.float32], bags: list[list[int]]) -> None:
        """Add to row i of `vectors` the sum of the piece vectors of `bags[i]`."""
        owners = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
        ids = np.fromiter(chain.from_iterable(bags), np.int64, len(owners))
        for start in range(0, len(ids), _ROWS):
            part, of = ids[start : start + _ROWS], owners[start : start + _ROWS]
            rows = self._rows[part].astype(np.float32, copy=False)
            if self._scales is not None:
                rows = rows * self._scales[part, None]
            begins = np.flatnonzero(np.diff(of, prepend=-1))
            vectors[of[begins]] += np.add.reduceat(rows, begins, axis=0)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, run by that library; importing it takes some seconds."""

    def __init__(
        self,
        name_or_folder: str,
        query_prompt: str = "",
        passage_prompt: str = "",
        *,
        device: str | None = None,
        batch_size: int = 32,
    ) -> None:
        """Load a model from a folder, or by a name whose files this machine already holds.

        The prompts are put before each question and each passage. `device` is "cpu", "cuda" and the
        like, by default the best there is. Nothing is downloaded unless the environment sets
        HF_HUB_OFFLINE=0. Raises ModelError if the library or the model is not on this machine.
        """
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # must stand before the import below
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError(
                f"使用向量模型 {name_or_folder} 需要 sentence-transformers，本机没有安装："
                "请运行 pip install sentence-transformers。"
            ) from error
        try:
            self._model = SentenceTransformer(name_or_folder, device=device)
        except Exception as error:  # the library raises many kinds, by the model's own files
            raise ModelError(_absent(name_or_folder)) from error
        self._query_prompt, self._passage_prompt = query_prompt, passage_prompt
        self._batch_size = batch_size
        self.name = name_or_folder
        # Asked of a vector: the method that tells it has another name in each major version.
        self.dimension = int(self._model.encode("海", show_progress_bar=False).shape[-1])

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each question, shape (len(texts), dimension)."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each passage, shape (len(texts), dimension)."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            [prompt + _encodable(text) for text in texts],
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def open_embedder(setting: str | None = None) -> Embedder:
    """Return the embedder that `setting` names.

    None is the model of the package; a folder with a static embedding is read directly; any other
    folder, or a model's name, goes to sentence-transformers. Raises ModelError if it is not there.
    """
    if setting is None:
        return StaticEmbedder(PACKAGE_MODEL)
    folder = Path(setting)
    if folder.is_dir() and _is_static(folder):
        return StaticEmbedder(folder)
    return SentenceTransformerEmbedder(setting)


def _modules(folder: Path) -> list[dict[str, str]]:
    path = folder / "modules.json"
    try:
        modules = json.loads(path.read_text("utf-8"))
        return [{"type": str(m["type"]), "path": str(m.get("path", ""))} for m in modules]
    except FileNotFoundError as error:
        raise ModelError(
            f"向量模型文件夹 {folder} 里没有 modules.json，请把整个模型文件夹复制过来。"
        ) from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(
            f"向量模型文件夹 {folder} 里的 modules.json 读不出来，请重新复制整个文件夹。"
        ) from error


def _is_static(folder: Path) -> bool:
    if not (folder / "modules.json").is_file():
        return False
    modules = _modules(folder)
    return bool(modules) and modules[0]["type"].rpartition(".")[2] == "StaticEmbedding"


def _static_path(folder: Path) -> str:
    modules = _modules(folder)
    if not modules or modules[0]["type"].rpartition(".")[2] != "StaticEmbedding":
        raise ModelError(f"向量模型文件夹 {folder} 里的不是静态向量模型（StaticEmbedding）。")
    return modules[0]["path"]


def _read_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _read_rows(path: Path) -> tuple[NDArray[np.generic], NDArray[np.float32] | None]:
    """Return the rows by piece, and what to multiply each by where they are stored as small ints."""
    from safetensors.numpy import load_file

    tensors = load_file(path)
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"], None
    scales = np.asarray(tensors["weights"], dtype=np.float32) if "weights" in tensors else None
    return tensors["embeddings"], scales


def _fingerprint(place: Path) -> str:
    """Return 12 hexadecimal digits that change whenever the vocabulary or the vectors do."""
    import hashlib

    digest = hashlib.sha256()
    for name in ("tokenizer.json", "model.safetensors"):
        digest.update((place / name).read_bytes())
    return digest.hexdigest()[:12]


def _encodable(text: str) -> str:
    """Return `text` with lone surrogates replaced: the tokenizer refuses what is not valid UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _absent(name: str) -> str:
    return (
        f"本机上没有可用的向量模型 {name}：请在能上网的机器上下载该模型的整个文件夹，"
        "复制到本机任一目录，再把向量模型设置改成那个目录的路径。"
    )
