"""What is wrong with the body of a request: one Chinese sentence that names the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

_NAME_LIMIT = 50
_AT_ALL = "请求的内容不对"


def malformed_sentence(
    errors: Sequence[Mapping[str, Any]], body: type[BaseModel] | None = None
) -> str:
    """The first error that pydantic found, in words; the fields are described by their model."""
    kind, steps = (str(errors[0]["type"]), errors[0]["loc"][1:]) if errors else ("", ())
    if kind == "json_invalid":
        return f"{_AT_ALL}：它不是完整的 JSON。"
    names = [step for step in steps if isinstance(step, str)]
    if not names:
        return f"{_AT_ALL}：它应当是一个 JSON 对象（Content-Type: application/json）。"
    model = _model_of(names, body)
    place = _place(steps)
    if kind == "extra_forbidden":
        known = "、".join(model.model_fields) if model else ""
        return f"没有“{place}”这个字段{f'，可用的是 {known}' if known else ''}。"
    words = _expected(names[-1], model)
    if kind == "missing":
        return f"缺少 {place}{words}。"
    return f"{place}{'' if place.endswith('项') else ' '}不对{words}。"


def _expected(name: str, model: type[BaseModel] | None) -> str:
    """“：它应当是……” for a field that its model describes."""
    field = model.model_fields.get(name) if model else None
    if not field or not field.description:
        return ""
    return f"：它应当是{' ' if field.description[0].isascii() else ''}{field.description}"


def _place(steps: Sequence[str | int]) -> str:
    """("texts", 0, "title") → “texts 第 1 项的 title”."""
    said = ""
    for step in steps:
        if isinstance(step, int):
            said += f" 第 {step + 1} 项"
        else:
            said += f"{'的 ' if said else ''}{step[:_NAME_LIMIT]}"
    return said


def _model_of(names: Sequence[str], body: type[BaseModel] | None) -> type[BaseModel] | None:
    """The model that the last of the names belongs to, down through lists of models."""
    model = body
    for name in names[:-1]:
        field = model.model_fields.get(name) if model else None
        inner = [kind for kind in get_args(field.annotation) if _is_model(kind)] if field else []
        model = inner[0] if inner else None
    return model


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
