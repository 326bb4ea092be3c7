"""Check for web addresses that only their author can open, and for those of the site itself.

The whole file is searched, because a link to this site may stand in the text, in a field, or between angle brackets.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from hub.content.markdown.comments import blanked
from hub.messages import N_
from hub.problems import Problem

ADDRESS = re.compile(r"https?://[^\s<>\"'`“”|]+", re.I)
CODE = re.compile(r"(?<!\\)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
TRAILING = re.compile(r"[).,;:!?}*_…]+$")
# Names that no public server has: RFC 6761, RFC 6762, RFC 8375, and what routers and offices use.
AT_HOME = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".home.arpa")
NUMBERS = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", re.I)
OURS = N_(
    "%(address)s leads to this site itself, and would break when the site moves; write kind/slug in its place, here %(near)s"
)
OURS_SOMEWHERE = N_("%(address)s leads to this site itself, and would break when the site moves; write kind/slug in its place, such as page/about")  # fmt: skip
LOCAL = N_(
    "%(address)s can be opened on your own machine or network alone; write kind/slug in its place, here %(near)s"
)
LOCAL_SOMEWHERE = N_("%(address)s can be opened on your own machine or network alone; write kind/slug, such as page/about, or the public address")  # fmt: skip


def problems(text: str, file: str, host: str, nearest: Callable[[str], str]) -> Iterator[Problem]:
    """Yield a remark for each such address in a file.

    `host` is the site's own host name; `nearest` gives the entry that a path names, as kind/slug, or "".
    """
    if "://" not in text:
        return
    shown = CODE.sub(lambda code: " " * len(code[0]), blanked(text))
    for found in ADDRESS.finditer(shown):
        address = _address(found[0])
        with suppress(ValueError):
            split = urlsplit(address)
            is_ours = _plain(split.hostname or "") == _plain(host)
            if not is_ours and not is_local(split.hostname or ""):
                continue
            is_public = is_ours and not is_local(host)
            message, otherwise = (OURS, OURS_SOMEWHERE) if is_public else (LOCAL, LOCAL_SOMEWHERE)
            values = {"address": address, "near": nearest(split.path)}
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(file, line, message, values, "warning", otherwise, "link")


def is_local(host: str) -> bool:
    """Tell whether a host is this machine, a private network, or a name that only such a network knows."""
    name = host.rstrip(".").lower()
    if not name:
        return False
    with suppress(ValueError):
        return not ip_address(name.partition("%")[0]).is_global
    if NUMBERS.fullmatch(name):  # 127.1, 2130706433: older forms of an address
        return True
    return "." not in name or name.endswith(AT_HOME)


def _address(found: str) -> str:
    """Return an address without the signs of Markdown and of a sentence that follow it."""
    for opening, closing in ("()", "[]"):
        if opening not in found:
            found = found.partition(closing)[0]
    return TRAILING.sub("", found)


def _plain(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("www.")
