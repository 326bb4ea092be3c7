"""What the feature declares."""

from hub.feature import DeskEntry, Feature
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
)
