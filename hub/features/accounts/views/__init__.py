"""The addresses of accounts: signing in, second factors, fresh proof, one's own account, invitations."""

from hub.features.accounts.views import invitations, own, proving, second_steps, signing_in
from hub.features.accounts.views.blueprint import bp

__all__ = ("bp", "invitations", "own", "proving", "second_steps", "signing_in")
