"""What a scheme may set: every option of every check, in the type that its default has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from checks.core import Check, Window
from checks.registry import all_checks

STRICT = ConfigDict(extra="forbid", strict=True)


def _float(value: Any) -> Any:
    # A scheme is read with Decimal for the sake of points; thresholds are no points, and times take floats only.
    return float(value) if isinstance(value, Decimal) else value


Whole = Annotated[int, Field(ge=0)]
Number = Annotated[float, BeforeValidator(_float), Field(ge=0, allow_inf_nan=False)]


def checked(written: Any) -> dict[str, dict[str, Any]]:
    """The thresholds that a scheme writes, by check.

    Raises:
        ValidationError: an unknown check or option, or a value of another type than the default's.
    """
    return _settings().model_validate(written).model_dump(exclude_unset=True)


@cache
def _settings() -> type[BaseModel]:
    fields: dict[str, Any] = {check.id: (_settings_of(check), None) for check in all_checks().values()}
    return create_model("Options", __config__=STRICT, **fields)


def _settings_of(check: Check) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (_type_of(default), None) for name, default in check.options.items()}
    return create_model(check.id, __config__=STRICT, **fields)


def _type_of(default: Any) -> Any:
    """The type of values that may take a default's place: of a table's and a list's parts, that of their first."""
    match default:
        case bool():
            return bool
        case int():
            return Whole
        case float():
            return Number
        case Window():
            return Annotated[str, Field(pattern=f"^{Window.PATTERN}$")]
        case str():
            return str
        case Mapping():
            return dict[str, _type_of(next(iter(default.values()), None))]  # type: ignore[misc]
        case list() | tuple():
            return list[_type_of(next(iter(default), None))]  # type: ignore[misc]
    return Any
