"""What a browser says of a passkey, and whether it proves anything (WebAuthn level 2, sections 7.1 and 7.2)."""

import ipaddress
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.errors import InvalidInput

if TYPE_CHECKING:
    from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
    from webauthn.registration.verify_registration_response import VerifiedRegistration

NOT_MADE = "The passkey could not be made. Please try again."
_LONGEST_ANSWER = 64_000


def host_of(site: str) -> str:
    """The relying party's name for an origin.

    Raises:
        InvalidInput: browsers make no passkeys for it.
    """
    parts = urlsplit(site)
    host = parts.hostname or ""
    if not host or (parts.scheme != "https" and host != "localhost") or _is_address(host):
        raise InvalidInput("Passkeys need https and a host name, not an address. On this machine, use localhost.")
    return host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def parse_answer(credential: str) -> dict[str, Any]:
    """The browser's answer.

    Raises:
        InvalidInput: it is not a JSON object, or too long.
    """
    if len(credential) > _LONGEST_ANSWER:
        raise InvalidInput(NOT_MADE)
    try:
        answer = json.loads(credential)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(NOT_MADE) from error
    if not isinstance(answer, dict):
        raise InvalidInput(NOT_MADE)
    return answer


def credential_id(answer: dict[str, Any]) -> bytes:
    """What the authenticator calls the passkey; empty when it does not say."""
    from webauthn.helpers import base64url_to_bytes

    try:
        return base64url_to_bytes(str(answer.get("rawId", "")))
    except ValueError:
        return b""


def belongs_to(answer: dict[str, Any], user_id: str) -> bool:
    """Whether the authenticator says the same owner as the database; it says one for every discoverable passkey."""
    from webauthn.helpers import base64url_to_bytes

    response = answer.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    try:
        return isinstance(handle, str) and base64url_to_bytes(handle) == user_id.encode()
    except ValueError:
        return False


def verify_registration(answer: dict[str, Any], challenge: bytes, site: str) -> "VerifiedRegistration | None":
    """The passkey that was made for this challenge on this site; None for anything else."""
    from webauthn import verify_registration_response

    try:
        return verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host_of(site),
            expected_origin=site,
            require_user_verification=True,
        )
    except InvalidInput:
        raise
    except Exception:  # noqa: BLE001 - what a stranger sends breaks its parsers in many ways, and all mean no
        return None


def verify_sign_in(
    answer: dict[str, Any], challenge: bytes, site: str, public_key: bytes, sign_count: int
) -> "VerifiedAuthentication | None":
    """What the passkey has signed, when it is this challenge on this site; None for anything else."""
    from webauthn import verify_authentication_response

    try:
        return verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host_of(site),
            expected_origin=site,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except InvalidInput:
        raise
    except Exception:  # noqa: BLE001 - likewise
        return None
