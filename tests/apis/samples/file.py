"""Samples of jshost/apis/file.py."""

from __future__ import annotations

from .sample import Sample

RECORDED = (
    "wx.startRecord({ success({ tempFilePath }) { CALL } }); setTimeout(() => wx.stopRecord(), 1000);"
)
SAVED = RECORDED.replace(
    "CALL", "wx.saveFile({ tempFilePath, success({ savedFilePath }) { CALL } });"
)

SAMPLES = {
    "saveFile": Sample("tempFilePath", RECORDED),
    "getFileInfo": Sample("filePath: 'a.png'"),
    "getSavedFileList": Sample("", SAVED),
    "getSavedFileInfo": Sample("filePath: savedFilePath", SAVED),
    "removeSavedFile": Sample("filePath: savedFilePath", SAVED),
    "openDocument": Sample("filePath: 'a.pdf'"),
    "saveFileToDisk": Sample("filePath: 'a.png'"),
}
