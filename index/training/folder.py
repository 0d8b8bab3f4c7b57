"""Writing a model folder in the standard form of sentence-transformers."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from index.embedding_pairs import NONE, PAIRS_FILE, Pairs

# The short names, which versions 5 and 6 of the library both resolve.
MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.models.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]
SETTINGS = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}
NORMALIZE = {
    "module_input_name": "sentence_embedding",
    "module_output_name": "sentence_embedding",
}


def small(rows: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    """Return `rows` as 8-bit numbers and one scale a row, under the names the library reads.

    The library multiplies them back to 32 bits as it loads: embeddings[i] * weights[i].
    """
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-12) / 127
    numbers = np.rint(rows / scales[:, None]).astype(np.int8)
    return {"embeddings": numbers, "weights": scales.astype(np.float32)}


def write_tokenizer(folder: Path, tokenizer: Tokenizer) -> None:
    """Write `tokenizer.json`, compact: the library's own form spends a line on each of the brackets
    of a piece."""
    written = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(written + "\n", "utf-8")


def write_model(
    folder: Path,
    tokenizer: Tokenizer,
    rows: NDArray[np.float32],
    *,
    bits: Literal[8, 32] = 32,
    pairs: Pairs = NONE,
) -> None:
    """Write tokenizer, rows (row i for piece i) and pairs to `folder`, all files of mode 0644."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    plain: dict[str, NDArray[np.generic]] = {"embedding.weight": np.ascontiguousarray(rows)}
    save_file(small(rows) if bits == 8 else plain, folder / "model.safetensors")
    write_tokenizer(folder, tokenizer)
    settings: list[tuple[Path, object]] = [
        (folder / "modules.json", MODULES),
        (folder / "config_sentence_transformers.json", SETTINGS),
        (folder / "1_Normalize" / "config.json", NORMALIZE),
    ]
    if pairs.dimension:
        settings.append((folder / PAIRS_FILE, asdict(pairs)))
    for path, value in settings:
        path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
