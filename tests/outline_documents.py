"""Generated documents: a plan of headings, boxes and tables, and the text that people make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from index.numerals import write_numeral

_WORDS = (
    "监管 税收 口岸 风险 稽查 贸易 通关 服务 数据 平台 法治 队伍 科技 协作 检疫 统计 保障 创新 安全 效能"
).split()
_VERBS = "加强 完善 深化 推进 健全 优化 提升 落实".split()
_SENTENCES = (
    "各单位要结合实际抓好落实，确保各项任务按期完成。",
    "坚持问题导向和目标导向相统一，着力破解制约发展的突出矛盾。",
    "建立健全工作台账，定期通报进展情况，对落实不力的予以督促。",
    "有关任务按照第三章和专栏2的安排执行，前款第（三）项所列情形除外。",
    "到2025年，有关指标较2020年提高3.5个百分点，覆盖90个以上的口岸。",
)

LADDERS: tuple[tuple[str, ...], ...] = (
    ("第{c}章　", "第{c}节　", "第{c}条　"),
    ("第{c}章 ", "第{c}条 ", "（{c}）"),
    ("第{c}编　", "第{c}章　", "第{c}条　", "（{c}）"),
    ("第{c}部分　", "一", "（{c}）", "{n}."),
    ("一", "（{c}）", "{n}.", "（{n}）"),
    ("一", "（{c}）", "{n}．", "（{n}）", "①"),
    ("一", "（{n}）", "①"),
    ("第{c}章 ", "一", "（{c}）", "{n}."),
    ("{n} ", "{n}.{n} ", "{n}.{n}.{n} "),
    ("{n}.", "（{n}）", "①"),
    ("一", "{n}.", "（{n}）"),
    ("{n}．", "（{c}）"),
)  # fmt: skip
"""Styles of numbers from the outermost level to the innermost; “一” stands for 一、二、三、."""


@dataclass
class Part:
    """One heading of a generated document and what stands below it."""

    written: str
    number: str
    title: str
    body: list[str] = field(default_factory=list)
    inner: list[Part] = field(default_factory=list)
    listed: bool = False


@dataclass
class Made:
    """A generated document: its title, its parts."""

    title: str
    parts: list[Part]

    def lines(self) -> Iterator[tuple[str, str]]:
        """“title”, “heading”, “text” or “table” with each line, in reading order."""
        yield "title", self.title
        for part in self.parts:
            yield from _lines(part)

    def headings(self) -> list[tuple[int, str, str]]:
        """Depth, number and title of every numbered heading in reading order."""
        return [found for part in self.parts for found in _headings(part, 1)]


def _lines(part: Part) -> Iterator[tuple[str, str]]:
    yield "text" if part.listed else "heading", part.written
    for text in part.body:
        yield ("table" if "|" in text else "text"), text
    for inner in part.inner:
        yield from _lines(inner)


def _headings(part: Part, depth: int) -> Iterator[tuple[int, str, str]]:
    yield depth, part.number, part.title
    for inner in part.inner:
        yield from _headings(inner, depth + 1)


@st.composite
def documents(draw: st.DrawFn) -> Made:
    """A document of any nesting and style of numbers, running on or starting again."""
    ladder = draw(st.sampled_from(LADDERS))
    least = 2 if ladder[0] == "{n} " else 1  # 1 is a heading where 1.1 follows
    ladder = ladder[: draw(st.integers(least, len(ladder)))]
    runs_on = draw(st.booleans()) and len(ladder) > 1 and "条" not in ladder[-1]
    run_in = tuple(_may_run_in(style) and draw(st.booleans()) for style in ladder)
    shape = Shape(ladder, run_in, runs_on)
    parts = _parts(draw, shape, 0, ())
    return Made(draw(st.sampled_from(["海关发展规划", "关于加强口岸监管工作的实施意见"])), parts)


def _may_run_in(style: str) -> bool:
    return style not in ("一", "{n} ") and not style.startswith("第")


@dataclass
class Shape:
    """How a document numbers its parts, and how far it has counted.

    `run_in` says for each level whether the text follows the heading in the same line.
    """

    ladder: tuple[str, ...]
    run_in: tuple[bool, ...]
    runs_on: bool
    counters: dict[int, int] = field(default_factory=dict)
    boxes: int = 0

    def next_number(self, level: int) -> int:
        """The next number of a level."""
        self.counters[level] = self.counters.get(level, 0) + 1
        return self.counters[level]

    def start(self, level: int) -> None:
        """Begins a level anew, unless its numbers run on."""
        style = self.ladder[level]
        running = self.runs_on and level == 1 and style in ("（{c}）", "（{n}）")
        if not running and "条" not in style:
            self.counters[level] = 0

    def holds_boxes(self, level: int) -> bool:
        """A box lies in a chapter or a section with a heading line, never in an item of a list."""
        style = self.ladder[level]
        named = style.startswith("第") and "条" not in style
        section = (self.ladder[0], level, style) == ("一", 1, "（{c}）") and not self.run_in[level]
        return named or style == "一" or section


def _parts(draw: st.DrawFn, shape: Shape, level: int, above: tuple[int, ...]) -> list[Part]:
    shape.start(level)
    parts = []
    for _ in range(draw(st.integers(2, 3 if level < 2 else 2))):
        number = shape.next_number(level)
        part = _part(draw, shape, level, (*above, number))
        part.body = _body(draw)
        if level + 1 < len(shape.ladder) and (level == 0 or draw(st.booleans())):
            part.inner = _parts(draw, shape, level + 1, (*above, number))
        elif shape.holds_boxes(level) and draw(st.integers(0, 3)) == 0:
            part.inner = [_box(draw, shape)]
        parts.append(part)
    return parts


def _part(draw: st.DrawFn, shape: Shape, level: int, above: tuple[int, ...]) -> Part:
    style, number = shape.ladder[level], above[-1]
    title = draw(st.sampled_from(_VERBS)) + "".join(
        draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3))
    )
    written, shown = written_number(style, number, above)
    if any("条" in outer for outer in shape.ladder[:level]):
        return Part(f"{written}{title}；", shown, "", listed=True)
    if "条" in style:
        return Part(f"{written}{draw(_sentences())}", shown, "", listed=True)
    if shape.run_in[level]:
        return Part(f"{written}{title}。{draw(_sentences())}", shown, title, listed=True)
    return Part(f"{written}{title}", shown, title)


def written_number(style: str, number: int, above: tuple[int, ...]) -> tuple[str, str]:
    """A number as it is written before a title, and as the outline shows it."""
    if style == "一":
        return f"{write_numeral(number)}、", f"{write_numeral(number)}、"
    if style == "①":
        return "①②③④⑤⑥"[number - 1], "①②③④⑤⑥"[number - 1]
    if style.startswith("{n}.{n}") or style == "{n} ":
        whole = ".".join(map(str, above[-(style.count("{n}")) :]))
        return f"{whole} ", whole
    written = style.format(c=write_numeral(number), n=number)
    return written, written.rstrip("　 ").replace("．", ".")


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    return "".join(draw(st.lists(st.sampled_from(_SENTENCES), min_size=3, max_size=6)))


def _body(draw: st.DrawFn) -> list[str]:
    return [draw(_sentences()) for _ in range(draw(st.integers(1, 2)))]


def _box(draw: st.DrawFn, shape: Shape) -> Part:
    shape.boxes += 1
    title = draw(st.sampled_from(_WORDS)) + draw(st.sampled_from(["能力提升工程", "重点任务"]))
    box = Part(f"专栏{shape.boxes} {title}", f"专栏{shape.boxes}", title)
    if draw(st.booleans()):
        rows = [f"{n}.{word} | {n}0 | ≥{n}5" for n, word in enumerate(_WORDS[:3], start=1)]
        box.body = ["指标 | 2020年 | 2025年", *rows]
    else:
        for n in range(1, draw(st.integers(2, 4)) + 1):
            name = draw(st.sampled_from(_WORDS)) + "提升"
            number = f"（{write_numeral(n)}）"
            box.inner.append(
                Part(f"{number}{name}。{draw(_sentences())}", number, name, listed=True)
            )
    return box


@dataclass(frozen=True)
class Look:
    """How a file shows a document: what stands between the document and its outline."""

    width: int = 0
    page: int = 0
    header: bool = False
    narrow: bool = False
    blank: bool = False
    indent: str = ""


looks = st.builds(
    Look,
    width=st.sampled_from([0, 0, 24, 30, 38]),
    page=st.sampled_from([0, 17, 29]),
    header=st.booleans(),
    narrow=st.booleans(),
    blank=st.booleans(),
    indent=st.sampled_from(["", "　　"]),
)  # fmt: skip


def shown(made: Made, look: Look) -> str:
    """The document as text: wrapped, on pages, with half-width brackets, blank lines, indents."""
    lines: list[str] = []
    for kind, text in made.lines():
        if look.narrow:
            text = text.replace("（", "(").replace("）", ")")
        whole = text if kind in ("table", "title") else look.indent + text
        wrapped = look.width and kind == "text"
        step = look.width if wrapped else len(whole)
        lines.extend(whole[at : at + step] for at in range(0, len(whole), step))
    return "\n".join(_on_pages(lines, made.title, look))


def _on_pages(lines: list[str], title: str, look: Look) -> Iterator[str]:
    page, pages = 0, (len(lines) - 1) // look.page if look.page else 0
    for place, line in enumerate(lines, start=1):
        yield line
        if look.blank:
            yield ""
        if look.page and place % look.page == 0 and place < len(lines):
            page += 1
            yield f"— {page} —"
            if look.header and pages > 1:
                yield f"{title}汇编"
