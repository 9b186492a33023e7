"""Where the user goes when they leave the program, as state that a test can look at."""

from __future__ import annotations

from typing import Any

from jshost.frozen import Frozen


class Departure(Frozen):
    """One time that a program made its user leave: the API, and the program that was opened instead
    (its app id, or a `short_link`), with the page and the data that it was given.
    """

    api: str
    app_id: str = ""
    path: str = ""
    extra_data: Any = None
    env_version: str = ""
    short_link: str = ""
