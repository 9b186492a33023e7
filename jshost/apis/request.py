"""网络请求: HTTPS requests, over the real network where a host is allowed, answered by fixtures
elsewhere.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any, Literal, NotRequired, TypedDict

from jshost.apis.transfers import (
    ON_HEADERS,
    Transfer,
    TransferTask,
    check_url,
    cookies,
    decoded,
    make_headers,
)
from jshost.call import Call, Pending
from jshost.differences.transfers import MAX_ANSWER
from jshost.exchange import Request, Response, folded, header
from jshost.registry import Family
from jshost.values import UNDEFINED, GuestBuffer, JsonText, as_json

wx = Family("network/request", kind="real")

METHODS = ("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT")
_FORM = "application/x-www-form-urlencoded"
_CHUNK = "onChunkReceived"


class RequestResult(TypedDict):
    """What a server answered, whatever its status. `data` is a value, a text or bytes."""

    data: Any
    statusCode: int
    header: NotRequired[dict[str, str]]
    cookies: NotRequired[list[str]]
    profile: NotRequired[dict[str, Any]]


class RequestTask(TransferTask):
    """A request under way."""

    object = "RequestTask"
    events = MappingProxyType({**TransferTask.events, _CHUNK: "2.20.1"})
    offs = MappingProxyType({**TransferTask.offs, "offChunkReceived": "2.20.1"})


class _Request(Transfer):
    """A request, and what its answer is given as."""

    def __init__(self, *given: Any, data_type: str, response_type: str, chunked: bool) -> None:
        super().__init__(*given)
        self._data_type = data_type
        self._response_type = response_type
        self._chunked = chunked

    @property
    def streams(self) -> bool:
        return self._chunked

    def began(self, response: Response) -> None:
        header, told = folded(response.headers), cookies(response)
        self.task.tell(ON_HEADERS, header=header, statusCode=response.status, cookies=told)

    def received(self, piece: bytes, done: int, total: int) -> None:
        if piece:
            self.task.tell(_CHUNK, data=piece)

    def result(self, response: Response) -> dict[str, Any]:
        result: dict[str, Any] = {"data": self._data(response), "statusCode": response.status}
        if self.call.platform.has("1.2.0"):
            result["header"] = folded(response.headers)
        if self.call.platform.has("2.10.0"):
            result["cookies"] = cookies(response)
        return result

    def _data(self, response: Response) -> Any:
        """Return the body: what was told in chunks is not told again (I)."""
        body = b"" if self._chunked else response.body
        if self._response_type == "arraybuffer":
            return body
        text = decoded(body, header(response.headers, "content-type"))
        return JsonText(text) if self._data_type == "json" else text


@wx.api("request", task=RequestTask)
def request(
    call: Call,
    *,
    url: str,
    data: Any = None,
    dataType: str = "json",
    enableCache: bool = False,
    enableChunked: bool = False,
    enableHttp2: bool = False,
    enableHttpDNS: bool = False,
    enableHttpDNSFallback: bool = True,
    enableProfile: bool = False,
    enableQuic: bool = False,
    forceCellularNetwork: bool = False,
    header: dict | None = None,  # type: ignore[type-arg] # the platform's Object
    httpDNSServiceId: str = "",
    httpDNSTimeout: float = 60000,
    method: str = "GET",
    redirect: Literal["follow", "manual"] = "follow",
    responseType: Literal["text", "arraybuffer"] = "text",
    timeout: float | None = None,
    useHighPerformanceMode: bool = False,
) -> Pending:
    """Send a request; any status that comes back is a success. Ten are under way at a time, the
    others wait. It is HTTP/1.1, whatever is enabled; nothing is cached.
    """
    url = check_url(call, url)
    method = method.upper() if method.upper() in METHODS else "GET"
    headers = make_headers(call, header, {"content-type": "application/json"})
    if method in ("GET", "HEAD"):
        url, body = _with_query(url, data), b""
    else:
        body = _body(data, dict(headers))
    follow = redirect == "follow" or not call.platform.has("3.2.2")
    chunked = enableChunked and call.platform.has("2.20.2")
    sent = Request(method, url, headers, body, follow, MAX_ANSWER)
    return _Request(
        call, sent, timeout, data_type=dataType, response_type=responseType, chunked=chunked
    ).start()


def _with_query(url: str, data: Any) -> str:
    """Return a URL with an object's fields in its query (D); other data is not sent (R)."""
    if not isinstance(data, dict) or not data:
        return url
    return f"{url}{'&' if '?' in url else '?'}{_query(data)}"


def _query(data: dict[str, Any]) -> str:
    """Return an object as encodeURIComponent(k)=encodeURIComponent(v)&… (D); values that are
    objects as their JSON (R).
    """
    return "&".join(f"{_encoded(name)}={_encoded(_written(v))}" for name, v in data.items())


def _encoded(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="!~*'()-._", encoding="utf-8", errors="replace")


def _written(value: Any) -> str:
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _body(data: Any, headers: dict[str, str]) -> bytes:
    """Return what is sent: texts and bytes as they are, the rest by the content type (D)."""
    if isinstance(data, GuestBuffer):
        return data.data
    kept = as_json(data)
    if kept is None or kept is UNDEFINED:
        return b""
    if isinstance(kept, str):
        return kept.encode("utf-8", "replace")
    kind = next((v for name, v in headers.items() if name.lower() == "content-type"), "")
    is_form = kind.lower().startswith(_FORM) and isinstance(kept, dict)
    return (_query(kept) if is_form else _json(kept)).encode("utf-8", "replace")
