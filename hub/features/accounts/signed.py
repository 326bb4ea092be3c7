"""Signed texts: what a link or a hidden field carries through somebody's hands and back, unchanged, for a while, once."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hub.desk.tables import UsedOnce


def seal(key: str, purpose: str, until: datetime, facts: Mapping[str, Any]) -> str:
    """Return a text that carries some facts until a moment; it is good for this purpose and no other."""
    return str(URLSafeSerializer(key, salt=f"hub.{purpose}").dumps({**facts, "until": int(until.timestamp())}))


def unseal(key: str, purpose: str, now: datetime, text: str) -> dict[str, Any] | None:
    """Return the facts of a sealed text; None if it was not sealed by us for this, or is too old."""
    try:
        facts = URLSafeSerializer(key, salt=f"hub.{purpose}").loads(text)
    except BadData:
        return None
    return facts if isinstance(facts, dict) and now.timestamp() <= facts.get("until", 0) else None


def use_once(session: Session, now: datetime, text: str, facts: Mapping[str, Any]) -> bool:
    """Mark a sealed text as used, in the transaction of what it was used for; return False if it was used before."""
    session.execute(delete(UsedOnce).where(UsedOnce.until < now))
    until = datetime.fromtimestamp(facts["until"], UTC)
    try:
        with session.begin_nested():
            session.add(UsedOnce(digest=hashlib.sha256(text.encode()).hexdigest(), until=until))
    except IntegrityError:
        return False
    return True
