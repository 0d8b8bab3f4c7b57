"""A static embedding read with safetensors, tokenizers and NumPy alone: 0.1 s instead of six."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding_pairs import PAIRS_FILE, read_pairs
from index.embedding_prompts import ChosenPrompts, read_prompts
from index.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Texts encoded at a time, and piece vectors gathered at a time (32 MB at 512 dimensions): a book as
# one text costs little more memory than a page.
_BATCH = 1024
_ROWS = 1 << 14
_OWN_PROMPTS = ChosenPrompts()


class StaticEmbedder:
    """A static embedding: the mean of the vectors of a text's pieces, brought to length 1.

    Reads the folder that sentence-transformers writes for a StaticEmbedding, without importing it,
    and gives the same vectors to 1e-5. Questions and passages are treated alike, but for prompts. A
    folder with pairs.json adds what index/embedding_pairs.py tells, which that library does not know.
    Safe to share between threads.
    """

    def __init__(self, folder: Path, prompts: ChosenPrompts = _OWN_PROMPTS) -> None:
        """Read the model in `folder`. Raises ModelError if a file is missing or does not fit."""
        place = folder / _static_path(folder)
        try:
            self._tokenizer = read_tokenizer(place / "tokenizer.json")
            self._rows = read_rows(place / "model.safetensors")
        except Exception as error:  # the two readers raise their own bare Exception types
            raise ModelError(
                f"向量模型文件夹 {folder} 读不出来，文件可能不完整，请重新复制整个文件夹。"
            ) from error
        if len(self._rows) < self._tokenizer.get_vocab_size():
            raise ModelError(
                f"向量模型文件夹 {folder} 里的词表与向量的行数不一致，请重新复制整个文件夹。"
            )
        self._directions = of_length_one(self._rows)
        self._pairs = read_pairs(place)
        self._prompts = prompts.over(read_prompts(folder))
        self.name = self._prompts.named(f"static:{_fingerprint(place)}")
        self.dimension = int(self._rows.shape[1]) + self._pairs.dimension

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row (or a zero row) for each question, shape (len(texts), dimension)."""
        return self._encode(texts, self._prompts.query, self._pairs.query)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row (or a zero row) for each passage, shape (len(texts), dimension)."""
        return self._encode(texts, self._prompts.passage, self._pairs.passage)

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of the pieces of each text, in reading order, without any prompt."""
        some = [encodable(text) for text in texts]
        found = self._tokenizer.encode_batch_fast(some, add_special_tokens=False)
        return [encoding.ids for encoding in found]

    def piece_vectors(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vector of each piece, not of length 1, shape (len(ids), dimension)."""
        places = np.asarray(ids, np.int64)
        return self._rows[places]

    def piece_directions(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the same vectors brought to length 1 (or zero rows)."""
        places = np.asarray(ids, np.int64)
        return self._directions[places]

    def _encode(self, texts: Sequence[str], prompt: str, pairs: float) -> NDArray[np.float32]:
        """Unit rows of the texts behind a prompt; `pairs` is the length of what their pairs say."""
        tokenizer, paired = self._tokenizer, self._pairs.dimension > 0
        encode = tokenizer.encode_batch if paired else tokenizer.encode_batch_fast  # without places
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            some = [prompt + encodable(text) for text in texts[start : start + _BATCH]]
            for place, encoding in enumerate(encode(some, add_special_tokens=False), start):
                meaning = vectors[place, : self._rows.shape[1]]
                self._add(meaning, encoding.ids)
                if paired:
                    meaning /= float(np.linalg.norm(meaning)) or 1.0
                    vectors[place, len(meaning) :] = pairs * self._pairs.direction(encoding)
        return of_length_one(vectors)

    def _add(self, vector: NDArray[np.float32], ids: list[int]) -> None:
        """Add the vectors of the pieces `ids` to `vector` (text by text: ten times reduceat's speed)."""
        places = np.array(ids, np.int64)
        for start in range(0, len(places), _ROWS):
            vector += self._rows[places[start : start + _ROWS]].sum(axis=0)


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


def is_static(folder: Path) -> bool:
    """Whether a folder holds a static embedding and nothing else that changes its vectors."""
    if not (folder / "modules.json").is_file():
        return False
    kinds = [module["type"].rpartition(".")[2] for module in _modules(folder)]
    return kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"}


def _static_path(folder: Path) -> str:
    modules = _modules(folder)
    if not modules or modules[0]["type"].rpartition(".")[2] != "StaticEmbedding":
        raise ModelError(f"向量模型文件夹 {folder} 里的不是静态向量模型（StaticEmbedding）。")
    return modules[0]["path"]


def read_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer in a file, which neither pads nor cuts; errors are those of its library."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read_rows(path: Path) -> NDArray[np.float32]:
    """Return the rows by piece in 32 bits; small integers are multiplied by the factor of the row."""
    from safetensors.numpy import load_file

    tensors = load_file(path)
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32, copy=False)
    rows = tensors["embeddings"].astype(np.float32, copy=False)
    if "weights" not in tensors:
        return rows
    return np.asarray(rows * tensors["weights"].astype(np.float32)[:, None], dtype=np.float32)


def _fingerprint(place: Path) -> str:
    """Return 12 hexadecimal digits that change whenever the vocabulary or the vectors do."""
    import hashlib

    digest = hashlib.sha256()
    for name in ("tokenizer.json", "model.safetensors", PAIRS_FILE):
        if (place / name).is_file():
            digest.update((place / name).read_bytes())
    return digest.hexdigest()[:12]


def encodable(text: str) -> str:
    """Return `text` with lone surrogates replaced: the tokenizer refuses what is not valid UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def of_length_one(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row divided by its length, zero rows as they are."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1)[:, None], dtype=np.float32)
