"""The APIs of `wx`, one module per family of the platform's documentation. FAMILIES is the
index.
"""

from __future__ import annotations

from functools import cache

from jshost.apis import (
    address,
    app_events,
    base,
    image,
    interaction,
    invoice,
    location,
    login,
    record,
    setting,
    storage,
    system,
    user_info,
    video,
    we_run,
)
from jshost.registry import Registry

FAMILIES = (
    base.wx,
    system.wx,
    app_events.wx,
    interaction.wx,
    storage.wx,
    image.wx,
    video.wx,
    record.wx,
    location.wx,
    login.wx,
    user_info.wx,
    setting.wx,
    address.wx,
    invoice.wx,
    we_run.wx,
)


@cache
def registry() -> Registry:
    """Return the registry of all families."""
    return Registry(FAMILIES)
