"""A real HTTP server on this machine, which says exactly what a test has it say."""

from __future__ import annotations

import datetime
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Received:
    """One request, as it came."""

    def __init__(self, line: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.method, self.target, _ = line.split(" ", 2)
        self.headers = headers
        self.body = body

    def header(self, name: str) -> str | None:
        """Return a header, None where it is not there."""
        return next((value for key, value in self.headers if key.lower() == name), None)


Answer = bytes | Callable[[Received, Callable[[bytes], None]], Any]
"""What is sent, or what sends it; the connection stays open if it returns True."""


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """Return the text of a response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Server:
    """Answers by the path of the request; `received` has all requests."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.received: list[Received] = []
        self.ending = threading.Event()
        self._context = context
        self._server = _Server(("127.0.0.1", 0), self._serve)
        self.port: int = self._server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"{'https' if context else 'http'}://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, connection: Any, *rest: Any) -> None:
        try:
            if self._context is not None:
                connection.settimeout(5)
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as stream:
                while (request := _read(stream)) is not None:
                    self.received.append(request)
                    given = self.answers.get(request.target.partition("?")[0], answer(b"there"))
                    if isinstance(given, bytes):
                        connection.sendall(given)
                    elif not given(request, connection.sendall):
                        return
        except OSError:
            pass  # the other side has gone


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128


def _read(stream: Any) -> Received | None:
    line = stream.readline().decode("latin-1").strip()
    if not line:
        return None
    headers = []
    while text := stream.readline().decode("latin-1").strip():
        name, _, value = text.partition(":")
        headers.append((name, value.strip()))
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    return Received(line, headers, stream.read(int(lengths[0])) if lengths else b"")


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a context for a server at 127.0.0.1, and the certificate that a client has to trust
    for it.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, secret)
    return context, public
