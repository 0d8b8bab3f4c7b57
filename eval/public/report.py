"""All public measures in one table, each beside what it is to be compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.errors import EvalError
from eval.measures.refusal import RefusalScores
from eval.public.articles import LookUp, look_up, read_laws
from eval.public.passages import Retrieval, passage_retrieval
from eval.public.refusal import CaseScores, ask_cases, baseline, read_cases, sample
from eval.table import percent, text_table
from index.corpus import read_inline
from index.embedding import Embedder
from index.store import Store
from index.training.measure import similarity
from rag.assistant import Assistant

CASES = 1_000
"""Court cases that are asked, unless more are wanted."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PublicScores:
    """What the system reaches on the public data; `similarity` is Spearman's correlation."""

    similarity: float
    cmrc: Retrieval
    drcd: Retrieval
    cases: CaseScores
    cases_bound: float
    cases_baseline: RefusalScores
    laws: LookUp


def measure_public(
    data: Path, embedder: Embedder, *, cases: int = CASES, progress: Progress | None = None
) -> PublicScores:
    """Measure everything under a folder of public data; EvalError when a file of it is missing."""
    mrc, pairs = data / "mrc", data / "pairs"
    files = [mrc / "cmrc2018_dev.json", mrc / "DRCD_test.json", mrc / "cail2019_dev.json",
             mrc / "cail2019_test.json", pairs / "stsb_zh_test.tsv"]  # fmt: skip
    for path in files:
        if not path.is_file():
            raise EvalError(f"公开数据的文件夹里没有“{path.relative_to(data)}”。")
    try:
        return _measured(files, data, embedder, cases, progress)
    except (ValueError, KeyError, TypeError) as error:
        raise EvalError(f"“{data}”里的公开数据读不懂，可能不完整。") from error


def _measured(
    files: Sequence[Path], data: Path, embedder: Embedder, cases: int, progress: Progress | None
) -> PublicScores:
    say = progress or (lambda stage, done, total: None)
    cmrc = passage_retrieval(files[0], embedder, lambda *n: say("CMRC 2018", *n))
    drcd = passage_retrieval(files[1], embedder, lambda *n: say("DRCD", *n))
    asked = sample(read_cases(files[3]), cases)
    bound, plain = baseline(embedder, sample(read_cases(files[2]), cases), asked)
    assistant = Assistant(Store.in_memory([read_inline("空", "空")], embedder), embedder)
    judged = ask_cases(assistant, asked, lambda *n: say("CAIL 2019", *n))
    laws = look_up(
        read_laws(data / "outlines" / "just_laws"), embedder, lambda *n: say("法律条文", *n)
    )
    return PublicScores(similarity(embedder, files[4]), cmrc, drcd, judged, bound, plain, laws)


def public_table(scores: PublicScores) -> str:
    """The tables for people."""
    ways = [
        (name, way, f"{percent(recalls[0])}", f"{percent(recalls[1])}", str(found.questions))
        for name, found in (("CMRC 2018 dev", scores.cmrc), ("DRCD test", scores.drcd))
        for way, recalls in found.by_way
    ]
    refusals = [
        ("本系统", *_refusal(scores.cases.refusal)),
        (f"基线：相似度低于{scores.cases_bound:.2f}就拒答", *_refusal(scores.cases_baseline)),
    ]
    laws = scores.laws
    return "\n\n".join(
        [
            f"STS-B 中文测试集，相似度与人评的 Spearman 相关：{scores.similarity:.4f}",
            "由问题找段落\n" + text_table([("数据", "方式", "R@1", "R@5", "题数"), *ways]),
            f"CAIL 2019 test 该不该拒答（{scores.cases.cases} 题；答了的题里含标准答案的 "
            f"{percent(scores.cases.right)}）\n"
            + text_table([("方式", "精确率", "召回率", "F1", "误拒率"), *refusals]),
            f"按编号找法条（{laws.laws} 部法律）：条 {percent(laws.articles_right)}"
            f"（{laws.articles} 题），章 {percent(laws.chapters_right)}（{laws.chapters} 题）",
            *([f"没有找对的：{'；'.join(laws.wrong[:10])}"] if laws.wrong else []),
        ]
    )


def public_json(scores: PublicScores) -> dict[str, object]:
    """The scores for programs."""
    return asdict(scores)


def _refusal(scores: RefusalScores) -> tuple[str, ...]:
    shares = (scores.precision, scores.recall, scores.f1, scores.false_refusals)
    return tuple(percent(share) for share in shares)
