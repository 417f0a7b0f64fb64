"""An authenticator in software (WebAuthn level 2): it makes passkeys and signs with them as a browser passes it on.

What it does wrong when told to is what an attacker would: another site, another challenge, an unchecked user, a copy.
"""

import base64
import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One device with one passkey after `make`. `site` is where the browser says it is."""

    def __init__(self, site: str = "https://foreword.example", *, verifies: bool = True) -> None:
        self.site = site
        self.count = 0
        self.user_handle = b""
        self._flags = PRESENT | (VERIFIED if verifies else 0)
        self._id = secrets.token_bytes(32)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: str) -> str:
        """The answer to `navigator.credentials.create(options)`."""
        wanted = json.loads(options)
        self.user_handle = _decoded(wanted["user"]["id"])
        assert wanted["authenticatorSelection"]["userVerification"] == "required"
        assert wanted["authenticatorSelection"]["residentKey"] == "required"
        numbers = self._key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self._id).to_bytes(2, "big") + self._id + public
        data = self._data(wanted["rp"]["id"], self._flags | ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", wanted["challenge"])
        return self._answer({"clientDataJSON": _encoded(client), "attestationObject": _encoded(attestation)})

    def sign(self, options: str, **changed: Any) -> str:
        """The answer to `navigator.credentials.get(options)`; `changed` replaces parts of it."""
        wanted = json.loads(options)
        assert wanted.get("allowCredentials", []) == []
        assert wanted["userVerification"] == "required"
        self.count += 1
        data = self._data(wanted["rpId"], self._flags)
        client = self._client("webauthn.get", wanted["challenge"])
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": _encoded(client),
            "authenticatorData": _encoded(data),
            "signature": _encoded(signature),
            "userHandle": _encoded(self.user_handle),
        }
        return self._answer(response | changed)

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.site, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        name = _encoded(self._id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
