"""Links in a text that lead out of the hub, and those that a reader of it should never be led to."""

import ipaddress
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

Sort = Literal["outside", "shortener", "hidden_service", "messaging", "unsafe_link"]
# A link as it is written in Markdown, in angle brackets, or bare; an address without "https://" is a link to a reader, too.
LINK = re.compile(
    r"(?P<address>(?:[a-z][a-z0-9+.-]{1,15}:)?//[^\s<>()\[\]\"]+|(?:javascript|data|vbscript|file|tg|intent):[^\s<>)\]\"]+|(?<![\w@./-])(?:www\.)?(?:[a-z0-9-]+\.)+(?:com|net|org|info|vn|me|ly|gg|link|onion|app|io|co|top|xyz|ru|cn)(?:/[^\s<>()\[\]\"]*)?(?![\w@-]))",
    re.I,
)
SHORTENERS = frozenset(
    ["bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "buff.ly", "cutt.ly", "rb.gy", "rebrand.ly", "shorturl.at", "s.id", "tiny.cc", "t.ly", "bom.so", "by.com.vn", "shope.ee", "vt.tiktok.com", "lnkd.in", "fb.me", "youtu.be", "amzn.to", "soo.gd", "v.gd", "qr.ae", "linktr.ee"]
)  # fmt: skip
MESSAGING = frozenset(
    ["t.me", "telegram.me", "telegram.dog", "zalo.me", "chat.zalo.me", "wa.me", "chat.whatsapp.com", "api.whatsapp.com", "discord.gg", "discord.com", "m.me", "messenger.com", "line.me", "signal.me", "signal.group", "viber.click", "invite.viber.com", "join.skype.com", "kik.me", "snapchat.com", "wickr.com", "session.org", "join.slack.com"]
)  # fmt: skip


class Link(NamedTuple):
    """A link of some sort in a text, from `start` to before `end`, with the host that it leads to."""

    sort: Sort
    start: int
    end: int
    host: str


def find(text: str, own: frozenset[str] = frozenset()) -> list[Link]:
    """Return the links of a text that lead out of the hub; `own` are its own hosts, and those that need no second look."""
    return list(_found(text, own))


def _found(text: str, own: frozenset[str]) -> Iterator[Link]:
    for match in LINK.finditer(text):
        address = match["address"].rstrip(".,;:!?…”’")
        scheme, host = _host(address)
        if host in own or host.removeprefix("www.") in own:
            continue
        yield Link(_sort(scheme, host), match.start(), match.start() + len(address), host)


def _host(address: str) -> tuple[str, str]:
    """Return the scheme and the host of an address; "" for what it does not have."""
    with suppress(ValueError):  # of a bracket that is not closed, say
        parts = urlsplit(address if "//" in address or re.match(r"[a-z]+:", address, re.I) else f"https://{address}")
        return parts.scheme.lower(), (parts.hostname or "").rstrip(".").lower()
    return "", ""


def _sort(scheme: str, host: str) -> Sort:
    bare = host.removeprefix("www.")
    if scheme not in ("http", "https", "") or not host or "@" in host or _is_machine(host) or "xn--" in host:
        return "unsafe_link"
    if bare.endswith((".onion", ".i2p")):
        return "hidden_service"
    if bare in MESSAGING:
        return "messaging"
    return "shortener" if bare in SHORTENERS else "outside"


def _is_machine(host: str) -> bool:
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return True
    return False
