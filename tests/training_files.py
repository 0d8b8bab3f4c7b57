"""A data folder for tests of the training: a few made-up lines in every file that it reads."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.training.gather import PAIR_FILES, QUESTION_FILES


def write_data(folder: Path) -> Path:
    """Write a data folder of a few lines in every file that training reads."""
    for name in ("pairs", "mrc", "text", "outlines/just_laws"):
        (folder / name).mkdir(parents=True)
    for place, (name, _, _) in enumerate(PAIR_FILES):
        words = [f"海关税收{place}号{i}" for i in range(6)]
        if name.endswith(".jsonl"):
            lines = [json.dumps({"query": w, "title": f"口岸{w}"}) for w in words]
        elif name.startswith("toyhom"):
            lines = [f"{w}\t口岸{w}" for w in words]
        else:
            lines = [f"{w}\t口岸{w}\t1" for w in words]
        (folder / "pairs" / name).write_text("\n".join(lines) + "\n", "utf-8")
    for part in ("train", "dev", "test"):
        lines = [f"海关{part}{i}\t口岸{part}{i}\t{i % 6}" for i in range(12)]
        (folder / "pairs" / f"stsb_zh_{part}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    names = [n for n, _ in QUESTION_FILES]
    for name in (*names, "cmrc2018_dev.json", "DRCD_test.json", "cail2019_test.json"):
        (folder / "mrc" / name).write_text(json.dumps(question_file(name)), "utf-8")
    write_texts(folder)
    return folder


def question_file(name: str) -> dict[str, object]:
    """A set of twelve contexts, one question each."""
    paragraphs = []
    for i in range(12):
        context = f"{name}的第{i}篇讲海关税收。口岸通关时间写在第{i}句话里。最后一句话讲别的事情。"
        answer = {"text": "口岸通关时间", "answer_start": context.index("口岸通关")}
        qas = [{"question": f"{name}第{i}篇的通关时间？", "answers": [answer]}]
        paragraphs.append({"context": context, "qas": qas})
    return {"data": [{"paragraphs": paragraphs}]}


def write_texts(folder: Path) -> None:
    news = "海关税收稳步增长的一句话。口岸通关时间又短了一些。企业对此表示十分满意。"
    with lzma.open(folder / "text" / "news_2023.txt.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(f"{i}年{news}" for i in range(20)) + "\n")
    report = "一、税收\n海关税收增长，" + "口岸通关时间压缩，企业负担减轻，" * 3 + "成效明显。"
    for name in ("government_work_reports.jsonl", "cpc_congress_reports.jsonl"):
        (folder / "text" / name).write_text(json.dumps({"content": report}) + "\n", "utf-8")
    law = "# 海关法\n\n**第一条** 海关是国家的进出关境监督管理机关，依法征收税费。\n"
    (folder / "outlines" / "just_laws" / "法.md").write_text(law, "utf-8")


NEAR: Mapping[str, tuple[float, ...]] = {
    "工资": (1, 0, 0, 0, 0), "薪水": (0.9, 0.3, 0, 0, 0),
    "北京": (0, 0, 1, 0, 0), "上海": (0, 0, 1, 0.1, 0),
    "罚款": (0, 1, 0, 0, 0), "罚金": (0, 1, 0, 0, 0.1), "罚单": (0, 1, 0, 0.1, 0),
    "处罚": (0, 1, 0, 0.1, 0.1), "费用": (0, 0.7, 0, -0.4, -0.4), "ab": (1, 1, 1, 1, 1),
}  # fmt: skip
"""Word vectors of which some lie near one another."""


def vector_bytes(vectors: Mapping[str, tuple[float, ...]]) -> bytes:
    """Return vectors in the binary form of word2vec."""
    dimension = len(next(iter(vectors.values())))
    lines = (w.encode() + b" " + np.array(v, "<f4").tobytes() for w, v in vectors.items())
    return f"{len(vectors)} {dimension}\n".encode() + b"".join(lines)


def write_vectors(archive: Path, vectors: Mapping[str, tuple[float, ...]]) -> Path:
    """Write an archive with word vectors where the package that is known for them has them."""
    data = vector_bytes(vectors)
    member = tarfile.TarInfo("synonyms-3.10.2/synonyms/data/words.vector")
    member.size = len(data)
    with tarfile.open(archive, "w:gz") as out:
        out.addfile(member, io.BytesIO(data))
    return archive
