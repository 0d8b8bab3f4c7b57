"""Names of columns and rows: what is measured, and the unit that stands with it."""

from __future__ import annotations

import re

from index.folding import fold
from index.quantities.units import is_unit

_BRACKETED = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]{1,12})[)）\]】]\s*$")
_BEHIND_MARK = re.compile(r"\s*[,，/／]\s*([^,，/／]{1,6})$")
_BARE_PERCENT = re.compile(r"\s*([%％])$")


def name_and_unit(written: str) -> tuple[str, str]:
    """A header or a row's name without its unit, and the unit: 增速（%） → 增速, %."""
    for pattern in (_BRACKETED, _BEHIND_MARK, _BARE_PERCENT):
        found = pattern.search(written)
        shown = fold(found[1]).strip().removeprefix("单位:").strip() if found else ""
        if found and is_unit(shown):
            return written[: found.start()].strip(), shown
    return written.strip(), ""
