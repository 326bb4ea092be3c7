"""Who asks, and whether they may: what every view of the desk begins with."""

from flask import abort
from flask_security import current_user

from hub.desk.permissions import Owned, allowed
from hub.desk.tables import Account


def current_account() -> Account | None:
    """Return the account that is signed in; None if nobody is."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def signed_in() -> Account:
    """Return the account that is signed in. Ends the request with 401 if nobody is."""
    return current_account() or abort(401)


def require(action: str, work: Owned | None = None) -> Account:
    """Return the account that is signed in, if it may do an action (to `work`, if it is done to something).

    Ends the request with 401 if nobody is signed in (which leads to the page for that), and with 403 if they may not.
    """
    account = signed_in()
    if not allowed(action, account, work):
        abort(403)
    return account
