"""Marking of messages, which are written in one place and translated in another."""


def N_(message: str) -> str:
    """Return the message unchanged; the extraction of catalogues finds it by this name."""
    return message
