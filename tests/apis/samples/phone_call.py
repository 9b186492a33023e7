"""Samples of jshost/apis/phone_call.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "makePhoneCall": Sample("phoneNumber: '10086'"),
}
