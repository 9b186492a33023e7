"""Samples of jshost/apis/life_cycle.py."""

from __future__ import annotations

UNTOLD = {
    "onApiCategoryChange": "the user comes back as they came",
}
