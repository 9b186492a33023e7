"""Samples of jshost/apis/interaction.py."""

from __future__ import annotations

from .sample import INDEX, Sample

SAMPLES = {
    "showToast": Sample("title: 'saved'"),
    "showLoading": Sample("title: 'wait'"),
    "hideToast": Sample(),
    "hideLoading": Sample(),
    "showModal": Sample("title: 'delete?', content: 'all of it'"),
    "enableAlertBeforeUnload": Sample("message: 'sure?'", file=INDEX),
    "disableAlertBeforeUnload": Sample("", file=INDEX),
    "showActionSheet": Sample("itemList: ['a', 'b']"),
}
