"""Texts as bytes, in the encodings that the file system knows: those of Node's buffers."""

from __future__ import annotations

from jshost.world.disk import FileFault

_UTF8 = ("utf8", "utf-8")
_UTF16 = ("ucs2", "ucs-2", "utf16le", "utf-16le")
_LATIN = ("latin1", "binary")


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of a text. Raises FileFault for text that is none of an encoding, and for an
    encoding that there is not.
    """
    name = encoding.lower()
    if name in _UTF8:
        return _utf8(text)
    if name in _UTF16:
        return text.encode("utf-16-le", "surrogatepass")
    if name in _LATIN or name == "ascii":
        # The low byte of each UTF-16 unit: every second one.
        return text.encode("utf-16-le", "surrogatepass")[::2]
    try:
        if name == "hex":
            return bytes.fromhex(text)
        if name == "base64":
            return _from_base64(text)
    except ValueError:
        raise FileFault("encoding") from None
    raise FileFault("unknown-encoding")


def decoded(data: bytes, encoding: str) -> str:
    """Return the text of bytes; what is none of the encoding becomes U+FFFD, or is left out."""
    name = encoding.lower()
    if name in _UTF8:
        return data.decode("utf-8", "replace")
    if name in _UTF16:
        return data[: len(data) & ~1].decode("utf-16-le", "surrogatepass")
    if name in _LATIN:
        return data.decode("latin-1")
    if name == "ascii":
        return data.translate(_SEVEN_BITS).decode("ascii")
    if name == "hex":
        return data.hex()
    if name == "base64":
        from base64 import b64encode

        return b64encode(data).decode()
    raise FileFault("unknown-encoding")


_SEVEN_BITS = bytes(byte & 127 for byte in range(256))


def _utf8(text: str) -> bytes:
    """Return a text as UTF-8, with U+FFFD in the place of each surrogate that is alone."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _from_base64(text: str) -> bytes:
    from base64 import b64decode

    compact = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
    return b64decode(compact + "=" * (-len(compact) % 4), validate=True)
