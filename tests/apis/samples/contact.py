"""Samples of jshost/apis/contact.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "chooseContact": Sample(),
    "addPhoneContact": Sample("firstName: '三'", scope="scope.addPhoneContact"),
}
