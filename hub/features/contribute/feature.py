"""What the feature declares."""

from hub.feature import DeskEntry, Feature, Kept
from hub.messages import N_

FEATURE = Feature(
    "contribute",
    desk={"contribute": "hub.features.contribute.views:bp"},
    desk_menu=(
        DeskEntry(N_("My drafts"), "contribute.index", action="draft.read", order=10),
        DeskEntry(N_("Queue"), "contribute.queue", action="draft.read", order=20),
        DeskEntry(N_("Published entries"), "contribute.entries", action="entry.withdraw", order=40),
        DeskEntry(N_("Be someone else"), "contribute.demo", order=95, demo=True),
    ),
    commands=("hub.features.contribute.quarantine.commands:quarantine",),
    demo="hub.features.contribute.trying.drafts:fill",
    kept=(
        Kept(
            "work",
            N_("Drafts, comments and decisions, with the number of your account"),
            N_("so that what was published can be traced, and no one decides over what they wrote"),
            N_("with the entry, without your name once the account is gone"),
        ),
        Kept(
            "signatories",
            N_("Name, office and mail address of who was asked to sign without an account"),
            N_("so that the link and the outcome reach them, and it is known who approved"),
            N_(
                "twelve months after they have answered, else 90 days after they were asked; the answer, its institution and its day stay"
            ),
            purge="hub.features.contribute.keeping:purge_signatories",
            forget="hub.features.contribute.keeping:forget_signatory",
            of_accounts=False,
        ),
    ),
)
