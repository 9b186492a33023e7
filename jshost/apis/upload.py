"""上传: files to servers, as forms."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any, NotRequired, TypedDict

from jshost.apis.transfers import (
    Progress,
    Transfer,
    TransferTask,
    check_url,
    decoded,
    make_headers,
)
from jshost.call import Call, Pending
from jshost.differences.transfers import MAX_ANSWER, NO_FILE
from jshost.errors import ApiError
from jshost.exchange import Request, Response, header
from jshost.registry import Family

wx = Family("network/upload", kind="real")


class UploadResult(TypedDict):
    """What a server answered: `data` is always a text."""

    data: str
    statusCode: int
    profile: NotRequired[dict[str, Any]]


class UploadTask(TransferTask):
    """An upload under way."""

    object = "UploadTask"
    events = MappingProxyType({**TransferTask.events, "onProgressUpdate": "1.4.0"})
    offs = MappingProxyType({**TransferTask.offs, "offProgressUpdate": "2.1.0"})


class _Upload(Transfer):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._progress = Progress(self.task, "totalBytesSent", "totalBytesExpectedToSend")

    def sent(self, done: int, total: int) -> None:
        self._progress.tell(done, total)

    def result(self, response: Response) -> dict[str, Any]:
        text = decoded(response.body, header(response.headers, "content-type"))
        return {"data": text, "statusCode": response.status}


@wx.api("uploadFile", task=UploadTask)
def upload_file(
    call: Call,
    *,
    filePath: str,
    name: str,
    url: str,
    enableHttp2: bool = False,
    enableProfile: bool = False,
    enableQuic: bool = False,
    formData: dict | None = None,  # type: ignore[type-arg] # the platform's Object
    header: dict | None = None,  # type: ignore[type-arg]
    timeout: float | None = None,
) -> Pending:
    """Send a file and the fields of `formData` as multipart/form-data, by POST."""
    url = check_url(call, url)
    data = call.phone.files.read(filePath)
    if data is None:
        raise ApiError(NO_FILE)
    boundary = _boundary(data, formData)
    kept = {k: v for k, v in (header or {}).items() if k.lower() != "content-type"}
    headers = make_headers(
        call, kept, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    )
    body = _form(boundary, formData or {}, name, filePath, data)
    return _Upload(call, Request("POST", url, headers, body, True, MAX_ANSWER), timeout).start()


def _boundary(data: bytes, fields: Any) -> str:
    """Return a boundary that is the same for the same content, and not in it."""
    from hashlib import sha256

    digest = sha256(data)
    digest.update(json.dumps(fields, default=str).encode())
    return f"----jshost{digest.hexdigest()[:32]}"


def _form(boundary: str, fields: dict[str, Any], name: str, path: str, data: bytes) -> bytes:
    """Return the parts of a form, the file last."""
    parts = [
        f'--{boundary}\r\ncontent-disposition: form-data; name="{_quoted(key)}"\r\n\r\n'
        f"{_written(value)}\r\n"
        for key, value in fields.items()
    ]
    file = _quoted(path.rpartition("/")[2])
    parts.append(
        f'--{boundary}\r\ncontent-disposition: form-data; name="{_quoted(name)}"; '
        f'filename="{file}"\r\ncontent-type: {_type_of(path)}\r\n\r\n'
    )
    end = f"\r\n--{boundary}--\r\n"
    return "".join(parts).encode("utf-8", "replace") + data + end.encode()


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _quoted(text: str) -> str:
    """Return a name as it stands in quotes, as browsers write it."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _type_of(path: str) -> str:
    from mimetypes import MimeTypes

    # Its own table: the system's would differ from one machine to the next.
    return MimeTypes().guess_type(path.rpartition("/")[2])[0] or "application/octet-stream"
