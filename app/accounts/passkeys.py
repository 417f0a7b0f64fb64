"""Passkeys (WebAuthn level 2): made on the account page, good for signing in without a name and without a password.

The authenticator has to check its user (fingerprint, face or PIN), because nothing else is asked for. What it has to
sign is kept in the database for five minutes and can be answered once, whichever process gets the answer.

`site` is the origin of the page, `https://host`. Browsers make passkeys for host names only, and only over https or on
this machine (`localhost`).
"""

import secrets
import time
from collections.abc import Callable

from app.accounts.models import PasskeyView, User
from app.accounts.passkey_proofs import (
    NOT_MADE,
    belongs_to,
    credential_id,
    host_of,
    parse_answer,
    verify_registration,
    verify_sign_in,
)
from app.accounts.repository import passkeys as repository
from app.accounts.repository import people as people_repository
from app.db import Database
from app.errors import Conflict, Forbidden, InvalidInput, NotFound, NotSignedIn
from app.ids import new_id
from app.streaming.encoding import clean_text

LONGEST_NAME = 100
MOST_PASSKEYS = 20
_CHALLENGE_BYTES = 64
_SECONDS = 300.0
_NOT_KNOWN = "This passkey does not open an account here. Sign in with your password instead."


class Passkeys:
    """One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def begin_registration(self, user: User, site: str) -> tuple[str, str]:
        """The name of the challenge, and the JSON for `navigator.credentials.create`.

        Raises:
            InvalidInput: the site cannot have passkeys, or the person has too many.
        """
        from webauthn import generate_registration_options, options_to_json
        from webauthn.helpers.structs import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        challenge = secrets.token_bytes(_CHALLENGE_BYTES)
        async with self._database.read() as connection:
            known = await repository.credential_ids(connection, user.id)
            stored = await people_repository.find_by_id(connection, user.id)
        if len(known) >= MOST_PASSKEYS:
            raise InvalidInput(f"You have {MOST_PASSKEYS} passkeys. Remove one that you no longer use first.")
        options = generate_registration_options(
            rp_id=host_of(site),
            rp_name="Foreword",
            user_id=user.id.encode(),
            user_name=(stored.account.email if stored else "") or user.name,
            user_display_name=user.name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=credential) for credential in known],
        )
        return await self._keep(challenge, user.id), options_to_json(options)

    async def finish_registration(
        self, user: User, challenge_id: str, credential: str, name: str, site: str
    ) -> PasskeyView:
        """Keep the passkey that the browser made. `credential` is its answer as JSON (`toJSON()`).

        Raises:
            InvalidInput: the answer is not one to this challenge, or the name is too long.
            Conflict: the passkey is known already.
        """
        tidy = " ".join(name.split())[:LONGEST_NAME] or "Passkey"
        if not tidy.isprintable():
            raise InvalidInput("A passkey's name may hold letters, digits and signs.", field="name")
        challenge = await self._use_up(challenge_id, user.id)
        verified = verify_registration(parse_answer(credential), challenge, site)
        if verified is None:
            raise InvalidInput(NOT_MADE)
        now = self._clock()
        row = {
            "id": new_id("pky"),
            "owner": user.id,
            "name": tidy,
            "credential_id": verified.credential_id,
            "public_key": verified.credential_public_key,
            "sign_count": verified.sign_count,
            "created_at": now,
        }
        async with self._database.write() as connection:
            if not await repository.add_passkey(connection, row):
                raise Conflict("This passkey is known already.")
        return PasskeyView(id=str(row["id"]), name=tidy, created_at=now, last_used_at=None)

    async def begin_sign_in(self, site: str) -> tuple[str, str]:
        """The name of the challenge, and the JSON for `navigator.credentials.get`. It names nobody's passkeys.

        Raises:
            InvalidInput: the site cannot have passkeys.
        """
        from webauthn import generate_authentication_options, options_to_json
        from webauthn.helpers.structs import UserVerificationRequirement

        challenge = secrets.token_bytes(_CHALLENGE_BYTES)
        options = generate_authentication_options(
            rp_id=host_of(site), challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
        )
        return await self._keep(challenge, None), options_to_json(options)

    async def finish_sign_in(self, challenge_id: str, credential: str, site: str) -> User:
        """Whose passkey has signed the challenge.

        Raises:
            NotSignedIn: it is not one to this challenge, or nobody's.
            Forbidden: the account is disabled.
        """
        challenge = await self._use_up(challenge_id, None)
        answer = parse_answer(credential)
        async with self._database.read() as connection:
            found = await repository.find_by_credential(connection, credential_id(answer))
        if found is None or not belongs_to(answer, found.user.id):
            raise NotSignedIn(_NOT_KNOWN)
        verified = verify_sign_in(answer, challenge, site, found.public_key, found.sign_count)
        if verified is None:
            raise NotSignedIn(_NOT_KNOWN)
        if found.is_disabled:
            raise Forbidden("This account is disabled. Ask whoever runs this Foreword.")
        async with self._database.write() as connection:
            # Compared and set: the same answer, or a copy of the authenticator, does not pass twice at the same time.
            if not await repository.note_use(
                connection, found.id, found.sign_count, verified.new_sign_count, self._clock()
            ):
                raise NotSignedIn(_NOT_KNOWN)
        return found.user

    async def list(self, user_id: str) -> tuple[PasskeyView, ...]:
        """A person's passkeys, the oldest first."""
        async with self._database.read() as connection:
            return await repository.list_passkeys(connection, user_id)

    async def remove(self, user_id: str, passkey_id: str) -> None:
        """Forget one: it opens nothing from now on.

        Raises:
            NotFound: the person has no such passkey.
        """
        async with self._database.write() as connection:
            if not await repository.delete_passkey(connection, user_id, passkey_id):
                raise NotFound("There is no such passkey.")

    async def _keep(self, challenge: bytes, owner: str | None) -> str:
        now, challenge_id = self._clock(), new_id("chl")
        async with self._database.write() as connection:
            await repository.forget_challenges(connection, now)
            await repository.add_challenge(connection, challenge_id, owner, challenge, now + _SECONDS)
        return challenge_id

    async def _use_up(self, challenge_id: str, owner: str | None) -> bytes:
        async with self._database.write() as connection:
            challenge = await repository.take_challenge(connection, clean_text(challenge_id), owner, self._clock())
        if challenge is None:
            raise NotSignedIn("That took too long. Please try again.")
        return challenge
