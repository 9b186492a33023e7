"""The colours and styles that bars and backgrounds are given."""

from __future__ import annotations

import re
from collections.abc import Collection

from jshost.differences import COLOR, INVALID
from jshost.errors import ApiError


def check_color(name: str, value: str | None) -> None:
    """Raise ApiError for a value that was given and is no colour."""
    if value is not None and not re.fullmatch(COLOR, value):
        raise ApiError(INVALID.format(name=name, value=value))


def check_one_of(name: str, value: str | None, values: Collection[str]) -> None:
    """Raise ApiError for a value that was given and is none of these."""
    if value is not None and value not in values:
        raise ApiError(INVALID.format(name=name, value=value))
