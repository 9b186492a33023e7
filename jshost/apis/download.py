"""下载: files from servers."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, NotRequired, TypedDict

from jshost.apis.transfers import Progress, Transfer, TransferTask, check_url, make_headers
from jshost.call import Call, Pending
from jshost.differences.transfers import MAX_DOWNLOAD
from jshost.exchange import Request, Response, header
from jshost.registry import Family

wx = Family("network/download", kind="real")


class DownloadResult(TypedDict):
    """Where the file is: at `filePath` if that was asked for, else until the run ends."""

    statusCode: int
    tempFilePath: NotRequired[str]
    filePath: NotRequired[str]
    profile: NotRequired[dict[str, Any]]


class DownloadTask(TransferTask):
    """A download under way."""

    object = "DownloadTask"
    events = MappingProxyType({**TransferTask.events, "onProgressUpdate": "1.4.0"})
    offs = MappingProxyType({**TransferTask.offs, "offProgressUpdate": "2.1.0"})


class _Download(Transfer):
    def __init__(self, *given: Any, path: str) -> None:
        super().__init__(*given)
        self._path = path
        self._progress = Progress(self.task, "totalBytesWritten", "totalBytesExpectedToWrite")

    @property
    def streams(self) -> bool:
        return self.task.has("onProgressUpdate")

    def received(self, piece: bytes, done: int, total: int) -> None:
        self._progress.tell(done, total)

    def result(self, response: Response) -> dict[str, Any]:
        files, data = self.call.phone.files, response.body
        if not self._path:
            path = files.add_temporary(lambda: data, _extension(response))
            return {"statusCode": response.status, "tempFilePath": path}
        files.write(self._path, data)
        return {"statusCode": response.status, "filePath": self._path}


@wx.api("downloadFile", task=DownloadTask)
def download_file(
    call: Call,
    *,
    url: str,
    enableHttp2: bool = False,
    enableProfile: bool = False,
    enableQuic: bool = False,
    filePath: str = "",
    header: dict | None = None,  # type: ignore[type-arg] # the platform's Object
    timeout: float | None = None,
) -> Pending:
    """Get a file of at most 200 MB, whatever the status of the answer."""
    request = Request(
        "GET", check_url(call, url), make_headers(call, header, {}), limit=MAX_DOWNLOAD
    )
    return _Download(call, request, timeout, path=filePath).start()


def _extension(response: Response) -> str:
    """Return what a temporary file's name ends with: by the content type, or as its URL does (F);
    `unknown` if neither says anything.
    """
    from mimetypes import MimeTypes

    kind = header(response.headers, "content-type").partition(";")[0].strip().lower()
    known = MimeTypes().guess_extension(kind) if kind not in _SAYS_NOTHING else None
    name = response.url.partition("?")[0].partition("://")[2].partition("/")[2].rpartition("/")[2]
    ending = name.rpartition(".")[2] if "." in name else ""
    fits = ending.isascii() and ending.isalnum() and len(ending) <= 8
    return (known or "").removeprefix(".") or (ending.lower() if fits else "") or "unknown"


_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream", "text/plain")
