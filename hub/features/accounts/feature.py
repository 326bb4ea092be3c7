"""What the feature declares."""

from hub.feature import DeskEntry, Feature
from hub.messages import N_

FEATURE = Feature(
    "accounts",
    desk={"account": "hub.features.accounts.views:bp"},
    desk_menu=(
        DeskEntry(N_("Invitations"), "account.invitations", action="account.invite", order=80),
        DeskEntry(N_("Your account"), "account.index", order=90),
        DeskEntry(N_("Sign out"), "account.sign_out", order=99, does=True),
    ),
    commands=("hub.features.accounts.commands:invite", "hub.features.accounts.commands:accounts"),
)
