"""Passkeys (WebAuthn, level 3): the browser proves that it holds a key, and its owner that it is them, by one press.

The site is the one of HUB_PUBLIC_URL, whatever a request calls itself. Every use asks for a PIN, a finger or a face
(user verification), so that a passkey alone is two factors.
"""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from hub.config import Settings
from hub.desk.tables import Account, Passkey
from hub.features.accounts.signed import seal, unseal, use_once

WITHIN = timedelta(minutes=10)  # for pressing, from when the page was opened
NAME = "HN 22.10"
MOST = 10  # passkeys of an account


class Site(NamedTuple):
    """Whom keys are made for: the host name of the public URL, and its origin."""

    host: str
    origin: str
    key: str

    @classmethod
    def of(cls, settings: Settings, key: str) -> "Site":
        """Return the site of the settings; `key` signs its challenges."""
        url = urlsplit(settings.origin)
        return cls(settings.hostname, f"{url.scheme}://{url.netloc}".lower(), key)


class Asked(NamedTuple):
    """What a page carries for the browser: the options as JSON, and the sealed challenge that comes back with the answer."""

    options: str
    state: str


class Made(NamedTuple):
    """A new passkey, as the browser has made it: the columns that it fills, and the name that browsers keep beside it."""

    columns: dict[str, Any]
    handle: str


def new_handle() -> str:
    """Return a name for an account that browsers keep beside its keys, and that says nothing of it."""
    return secrets.token_urlsafe(32)


def ask_to_make(site: Site, now: datetime, email: str, name: str, handle: str, owned: list[Passkey]) -> Asked:
    """Return what asks a browser for a new passkey; not on a device that has one already."""
    challenge = secrets.token_bytes(32)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_name=email,
        user_id=handle.encode(),
        user_display_name=name or email,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_descriptors(owned),
    )
    return Asked(webauthn.options_to_json(options), _sealed(site, now, challenge, {"for": handle}))


def made(site: Site, session: Session, now: datetime, state: str, answer: str) -> Made | None:
    """Return the passkey of an answer; None if it is not one, to us, to this question, for the first time."""
    facts = unseal(site.key, "passkey", now, state)
    if facts is None or "for" not in facts or not use_once(session, now, state, facts):
        return None
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(facts["challenge"]),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
        transports = json.loads(answer).get("response", {}).get("transports") or []
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == found.credential_id)) is not None:
        return None
    columns = {
        "credential_id": found.credential_id,
        "public_key": found.credential_public_key,
        "sign_count": found.sign_count,
        "backup_state": found.credential_backed_up,
        "device_type": found.credential_device_type.value,
        "transports": [str(way) for way in transports if way in {each.value for each in AuthenticatorTransport}],
    }
    return Made(columns, facts["for"])


def keep(session: Session, now: datetime, account: Account, name: str, new: Made) -> Passkey:
    """Give an account a passkey."""
    account.fs_webauthn_user_handle = new.handle
    moments = {"create_datetime": now, "lastuse_datetime": now}
    key = Passkey(name=name[:64], usage="first", account=account, **moments, **new.columns)
    session.add(key)
    return key


def ask_to_prove(site: Site, now: datetime, owned: list[Passkey] | None = None) -> Asked:
    """Return what asks a browser to prove that it holds a passkey: one of these, or any that it has for this site."""
    challenge = secrets.token_bytes(32)
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
        allow_credentials=_descriptors(owned or []),
    )
    return Asked(webauthn.options_to_json(options), _sealed(site, now, challenge, {}))


def proven(site: Site, session: Session, now: datetime, state: str, answer: str) -> Account | None:
    """Return the active account whose passkey an answer proves; None if it proves none."""
    facts = unseal(site.key, "passkey", now, state)
    if facts is None or "for" in facts:
        return None
    try:
        named = base64url_to_bytes(json.loads(answer)["rawId"])
        handle = json.loads(answer)["response"].get("userHandle")
        key = session.scalars(select(Passkey).where(Passkey.credential_id == named)).first()
        if key is None or not key.account.active:
            return None
        if handle and base64url_to_bytes(handle) != (key.account.fs_webauthn_user_handle or "").encode():
            return None
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(facts["challenge"]),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not use_once(session, now, state, facts):
        return None
    key.sign_count, key.lastuse_datetime = found.new_sign_count, now
    return key.account


def _sealed(site: Site, now: datetime, challenge: bytes, more: dict[str, str]) -> str:
    return seal(site.key, "passkey", now + WITHIN, {"challenge": bytes_to_base64url(challenge), **more})


def _descriptors(owned: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=key.credential_id) for key in owned]
