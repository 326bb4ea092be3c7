"""What the feature declares."""

from hub.feature import DeskEntry, Feature, Kept
from hub.messages import N_

KEEPING = "hub.features.accounts.keeping:"
FEATURE = Feature(
    "accounts",
    desk={"account": "hub.features.accounts.views:bp"},
    desk_menu=(
        DeskEntry(N_("Invitations"), "account.invitations", action="account.invite", order=80),
        DeskEntry(N_("Your account"), "account.index", order=90),
        DeskEntry(N_("Sign out"), "account.sign_out", order=99, does=True),
    ),
    commands=("hub.features.accounts.commands:invite", "hub.features.accounts.commands:accounts"),
    kept=(
        Kept(
            "accounts",
            N_("Name, mail address, language, organisation and roles"),
            N_("so that others know who wrote and decided, and mails reach you"),
            N_("until you leave, or two years after your last visit; then the account keeps its number alone"),
            purge=f"{KEEPING}purge_accounts",
        ),
        Kept(
            "ways in",
            N_("The hash of your password, your passkeys, the secret of your codes, the hashes of your recovery codes"),
            N_("so that no one else signs in as you"),
            N_("as long as the account"),
        ),
        Kept(
            "sessions",
            N_("Sessions: the family of browser and system, when begun, last used and last proven"),
            N_("so that you see and end them, and prove again who you are before your ways in are changed"),
            N_("until they end, at most 30 days"),
            purge=f"{KEEPING}purge_sessions",
        ),
        Kept(
            "invitations",
            N_("Your invitation"),
            N_("so that it is seen who was invited by whom"),
            N_("30 days after it was accepted or withdrawn, or has expired"),
            purge=f"{KEEPING}purge_invitations",
            forget=f"{KEEPING}forget_invitations",
        ),
        Kept(
            "mails",
            N_("Mails to you, with address and text"),
            N_("so that none is lost and none comes twice"),
            N_("90 days after they were sent or refused"),
            purge=f"{KEEPING}purge_mails",
            forget=f"{KEEPING}forget_mails",
        ),
        Kept(
            "links",
            N_("Links and challenges that you have used, as hashes"),
            N_("so that each works once"),
            N_("until they would have expired, at most 7 days"),
            purge=f"{KEEPING}purge_links",
        ),
        Kept(
            "audit",
            N_("What you did: the number of your account, the act, the moment"),
            N_("so that decisions can be traced"),
            N_("for ever, without your name once the account is gone"),
        ),
        Kept(
            "client",
            N_("The address of your machine"),
            N_("to limit attempts"),
            N_("in memory for at most an hour; it is written nowhere"),
        ),
    ),
)
