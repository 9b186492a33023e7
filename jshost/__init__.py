"""jshost: a headless WeChat mini-program host.

`Host` runs unmodified mini-program JavaScript; see the README for a tour.
"""

from __future__ import annotations

# Not from typing: every worker process imports this, and that module costs 13 ms of its start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from jshost.engine.port import Limits as Limits
    from jshost.host import Host as Host
    from jshost.steps import play as play
    from jshost.world.launch import Launch as Launch
    from jshost.world.scenario import Scenario as Scenario

__all__ = ["Host", "Launch", "Limits", "Scenario", "__version__", "play"]
__version__ = "0.1.0"

_HOMES = {
    "Host": "jshost.host",
    "Launch": "jshost.world.launch",
    "Limits": "jshost.engine.port",
    "Scenario": "jshost.world.scenario",
    "play": "jshost.steps",
}


def __getattr__(name: str) -> Any:
    """Import the public classes when they are first used: `jshost --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'jshost' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
