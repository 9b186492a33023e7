"""What the phone shows on top of the page, as state that a test can look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Toast:
    """A toast, or a loading indicator: the platform shows only one of them at a time."""

    kind: str
    title: str
    icon: str
    mask: bool


@dataclass
class Screen:
    """The screen of one run."""

    toast: Toast | None = None
