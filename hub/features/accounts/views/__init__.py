"""The addresses of accounts: signing in, second factors, one's own account, invitations."""

from hub.features.accounts.views import invitations, own, second_steps, signing_in
from hub.features.accounts.views.blueprint import bp

__all__ = ("bp", "invitations", "own", "second_steps", "signing_in")
