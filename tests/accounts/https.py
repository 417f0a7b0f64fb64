"""A reverse proxy that speaks https to browsers, as nginx or Caddy would: one request on each connection.

It says who asks and over what in `X-Forwarded-For` and `X-Forwarded-Proto`; a test may let it name a person.
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HEAD_END = b"\r\n\r\n"
_PIECE = 65_536


class HttpsFront:
    """Stands before the server at `upstream_port`; `trust` knows its certificate.

    `adds` are header lines that it puts into each request.
    """

    def __init__(self, folder: Path, upstream_port: int, *adds: str) -> None:
        self._upstream_port = upstream_port
        self._adds = ["X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "Connection: close", *adds]
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate = make_certificate(folder)
        self._context.load_cert_chain(certificate)
        self.trust = ssl.create_default_context(cafile=str(certificate))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                raw, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(raw,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        with contextlib.suppress(OSError), self._context.wrap_socket(raw, server_side=True) as browser:
            asked = b""
            while _HEAD_END not in asked:
                piece = browser.recv(_PIECE)
                if not piece:
                    return
                asked += piece
            head, _, rest = asked.partition(_HEAD_END)
            lines = head.decode("latin-1").split("\r\n")
            kept = [line for line in lines if not line.lower().startswith(("connection:", "x-forwarded-"))]
            with socket.create_connection(("127.0.0.1", self._upstream_port)) as server:
                server.sendall("\r\n".join([*kept, *self._adds]).encode("latin-1") + _HEAD_END + rest)
                up = threading.Thread(target=_pour, args=(browser, server), daemon=True)
                up.start()
                _pour(server, browser)
                with contextlib.suppress(OSError):
                    browser.shutdown(socket.SHUT_RDWR)
                up.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)


def make_certificate(folder: Path) -> Path:
    """A certificate for any name that a test uses, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName("*.foreword.test"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "foreword.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName(names),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "front.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path
