"""What a person who runs the hub can put right: one sentence, in the reader's language."""

from collections.abc import Callable


class UserError(Exception):
    """Why something cannot be done, and the cure: a message (N_) and the values of its placeholders.

    `str()` gives the English sentence. The command line shows it as one line; nothing else needs to catch it.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message, self.values = message, values

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """Give the sentence in the language of a catalogue."""
        return gettext(self.message) % self.values
