"""One page that carries many: a frame of its own for each costs a browser more than all that is in it."""

import re

# What is before the head of a page, the head, what is between that and the body, and the body.
PARTS = re.compile(
    r"(<!doctype html>\s*<html[^>]*>\s*<head>)(.*)(</head>\s*<body[^>]*>)(.*)</body>\s*</html>\s*", re.DOTALL
)
OF_A_HEAD = re.compile(r"(?=<(?:title|meta|link|script|noscript)\b)")


def alike(text: str) -> tuple[str, ...]:
    """What pages have in common that one can carry; what is no usual page, or has a second body, goes alone."""
    found = PARTS.fullmatch(text)
    usual = all(text.count(tag) == 1 for tag in ("<head>", "</head>", "<body", "</body>"))
    return (found[1], found[3]) if found and usual else (text,)


def carrying(texts: list[str]) -> str:
    """A page that has the heads and the bodies of pages that are alike, each body in a part of its own; one stays as it is.

    What stands in the head of every page, its sheets and scripts, is there once.
    """
    if len(texts) == 1:
        return texts[0]
    found = [match for text in texts if (match := PARTS.fullmatch(text))]
    head = dict.fromkeys(each for match in found for each in OF_A_HEAD.split(match[2]))
    bodies = [f"<div data-part>{match[4]}</div>" for match in found]
    return "".join([found[0][1], *head, found[0][3], *bodies, "</body></html>"])
