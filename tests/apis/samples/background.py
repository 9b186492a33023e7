"""Samples of jshost/apis/background.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "setBackgroundColor": Sample("backgroundColor: '#eeeeee'", file=INDEX),
    "setBackgroundTextStyle": Sample("textStyle: 'light'", file=INDEX),
}
