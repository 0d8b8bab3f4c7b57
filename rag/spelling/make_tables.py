"""Makes sounds.tsv and shapes.tsv; run again only when the tables are to change.

python -m rag.spelling.make_tables /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Sounds come from pypinyin (MIT), its most usual reading of each character and the second one where
there is one. Look-alikes are found by drawing every character of GB 2312 with a font and comparing
the pictures: no list of anybody's is copied. pypinyin and Pillow are needed here alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

SIZE = 40
"""Side of the picture of a character, in dots."""
SHIFTS = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
ALIKE = 0.84
"""Least likeness (cosine of the blurred pictures) of two characters that are mistaken."""
MOST = 10
"""Most look-alikes of one character."""

Pictures = npt.NDArray[np.float32]


def characters() -> list[str]:
    """The 6,763 characters of GB 2312, the common ones first."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    found = (pair.decode("gb2312", "ignore") for pair in rows)
    return [character for character in found if character]


def sounds(every: list[str]) -> dict[str, tuple[str, str]]:
    """For each syllable, its tone left out, the characters usually and sometimes read so."""
    from pypinyin import Style, pinyin  # type: ignore[import-not-found,unused-ignore]

    found: dict[str, list[str]] = {}
    for character in every:
        usual = pinyin(character, style=Style.NORMAL)[0][0]
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        found.setdefault(usual, ["", ""])[0] += character
        for syllable in [each for each in dict.fromkeys(readings) if each != usual][:1]:
            found.setdefault(syllable, ["", ""])[1] += character
    return {syllable: (found[syllable][0], found[syllable][1]) for syllable in sorted(found)}


def pictures(every: list[str], font: Path) -> Pictures:
    """A blurred picture of each character as a unit vector, shape (len(every), SIZE * SIZE)."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    drawn = ImageFont.truetype(str(font), SIZE - 4, index=2)
    rows = np.zeros((len(every), SIZE * SIZE), np.float32)
    for place, character in enumerate(every):
        image = Image.new("L", (SIZE, SIZE))
        ImageDraw.Draw(image).text((2, -6), character, 255, font=drawn)
        blurred = image.filter(ImageFilter.GaussianBlur(1.0))
        rows[place] = np.asarray(blurred, np.float32).ravel()
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def shapes(every: list[str], rows: Pictures) -> Iterator[tuple[str, ...]]:
    """Each character with those that look most like it, the most alike first."""
    pictures_ = rows.reshape(len(every), SIZE, SIZE)
    best = np.full((len(every), len(every)), -1, np.float32)
    for shift in SHIFTS:  # the same part a dot further is the same to the eye
        moved = np.roll(pictures_, shift, (1, 2)).reshape(len(every), -1)
        np.maximum(best, rows @ moved.T, out=best)
    best = np.maximum(best, best.T)
    np.fill_diagonal(best, -1)
    for place, character in enumerate(every):
        near = [int(at) for at in np.argsort(-best[place])[:MOST] if best[place, at] >= ALIKE]
        if near:
            yield character, "".join(every[at] for at in near)


def main(font: Path) -> None:
    """Write both tables beside this file."""
    every = characters()
    here = Path(__file__).parent
    read = ((syllable, *groups) for syllable, groups in sounds(every).items())
    _write(here / "sounds.tsv", "syllable, characters usually and sometimes read so", read)
    alike = shapes(every, pictures(every, font))
    _write(here / "shapes.tsv", "character, look-alikes, the most alike first", alike)


def _write(path: Path, columns: str, lines: Iterable[tuple[str, ...]]) -> None:
    body = "".join("\t".join(line) + "\n" for line in lines)
    path.write_text(f"# {columns}; made by make_tables.py\n{body}", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
