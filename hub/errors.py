"""The one error that a person who runs the hub can put right: a sentence in that person's language."""

from collections.abc import Callable


class UserError(Exception):
    """Says why something cannot be done and how to cure it: a message (N_) and the values of its placeholders.

    `str()` gives the sentence in English. The command line shows it as one line; no other code needs to catch it.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message, self.values = message, values

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language of a catalogue, given its `gettext`."""
        return gettext(self.message) % self.values
