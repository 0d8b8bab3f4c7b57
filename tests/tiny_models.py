"""Real models of sentence-transformers, a few kilobytes each, made on the spot with random weights."""

from __future__ import annotations

import os
from pathlib import Path

CHARACTERS = "海关总署税收查验通关监管口岸一二三四五目标规划问答前缀的了是在a b c :query passage"


def write_encoder(
    folder: Path, *, prompts: dict[str, str] | None = None, dimension: int = 16, seed: int = 1
) -> Path:
    """A SentenceTransformer (BERT of one layer, mean pooling) in its standard folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    bert = Transformer(str(_write_bert(folder.parent / f"{folder.name}-bert", dimension, seed)))
    pooling = Pooling(dimension, "mean")
    SentenceTransformer(modules=[bert, pooling], device="cpu", prompts=prompts).save(str(folder))
    return folder


def write_cross_encoder(folder: Path, *, labels: int = 1, seed: int = 1) -> Path:
    """A CrossEncoder (BERT of one layer with a head) in its standard folder."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(seed)
    _write_vocabulary(folder)
    BertForSequenceClassification(_settings(16, num_labels=labels)).save_pretrained(folder)
    return folder


def _write_bert(folder: Path, dimension: int, seed: int) -> Path:
    import torch
    from transformers import BertModel

    torch.manual_seed(seed)
    _write_vocabulary(folder)
    BertModel(_settings(dimension)).save_pretrained(folder)
    return folder


def _write_vocabulary(folder: Path) -> None:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(CHARACTERS.split())]
    pieces += [character for character in dict.fromkeys(CHARACTERS) if character not in pieces]
    (folder / "vocab.txt").write_text("\n".join(pieces), "utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)


def _settings(dimension: int, **more: int):
    from transformers import BertConfig

    return BertConfig(
        vocab_size=100, hidden_size=dimension, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64, **more,
    )  # fmt: skip
