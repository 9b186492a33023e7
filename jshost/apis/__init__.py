"""The APIs of `wx`, one module per family of the platform's documentation. FAMILIES is the
index.
"""

from __future__ import annotations

from functools import cache

from jshost.apis import (
    account_info,
    address,
    app_events,
    background,
    base,
    env,
    image,
    interaction,
    invoice,
    life_cycle,
    location,
    login,
    navigation_bar,
    network,
    pull_down_refresh,
    record,
    route,
    setting,
    storage,
    system,
    tab_bar,
    update,
    user_info,
    video,
    we_run,
    worker,
)
from jshost.registry import Registry

FAMILIES = (
    base.wx,
    env.wx,
    system.wx,
    network.wx,
    update.wx,
    life_cycle.wx,
    app_events.wx,
    route.wx,
    interaction.wx,
    navigation_bar.wx,
    tab_bar.wx,
    background.wx,
    pull_down_refresh.wx,
    storage.wx,
    image.wx,
    video.wx,
    record.wx,
    location.wx,
    login.wx,
    account_info.wx,
    user_info.wx,
    setting.wx,
    address.wx,
    invoice.wx,
    we_run.wx,
    worker.wx,
)


@cache
def registry() -> Registry:
    """Return the registry of all families."""
    return Registry(FAMILIES)
