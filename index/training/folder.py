"""Writing a model folder in the standard form of sentence-transformers."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

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


def write_model(folder: Path, tokenizer: Tokenizer, rows: NDArray[np.float32]) -> None:
    """Write tokenizer and rows (row i for piece i) to `folder`, all files of mode 0644."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": np.ascontiguousarray(rows)}, folder / "model.safetensors")
    # Compact: the library's own form spends a line on each of the brackets of a piece.
    written = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(written + "\n", "utf-8")
    for path, value in (
        (folder / "modules.json", MODULES),
        (folder / "config_sentence_transformers.json", SETTINGS),
        (folder / "1_Normalize" / "config.json", NORMALIZE),
    ):
        path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
