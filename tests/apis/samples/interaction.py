"""Samples of jshost/apis/interaction.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "showToast": Sample("title: 'saved'"),
    "showLoading": Sample("title: 'wait'"),
    "hideToast": Sample(),
    "hideLoading": Sample(),
    "showModal": Sample("title: 'delete?', content: 'all of it'"),
    "showActionSheet": Sample("itemList: ['a', 'b']"),
}
