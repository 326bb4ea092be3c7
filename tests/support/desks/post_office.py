"""A real mail server on loopback that keeps what it takes, and refuses what it is told to refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from running import free_port


class PostOffice:
    """What it took, in order; `refusals` maps an address to its answers, one an attempt, before it takes a mail."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.refusals = folder, dict[str, list[str]]()
        self.port = free_port()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refusals.get(address):
            return self.refusals[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        (self.folder / f"{self.count:04}.eml").write_bytes(envelope.original_content)
        return "250 OK"

    @property
    def count(self) -> int:
        """How many mails it took."""
        return len(list(self.folder.glob("*.eml")))

    @property
    def taken(self) -> list[EmailMessage]:
        files = sorted(self.folder.glob("*.eml"))
        return [cast(EmailMessage, message_from_bytes(file.read_bytes(), policy=policy.default)) for file in files]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def post_office(folder: Path) -> Iterator[PostOffice]:
    """A server that answers until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    office = PostOffice(folder)
    controller = Controller(office, hostname="127.0.0.1", port=office.port, decode_data=False, enable_SMTPUTF8=False)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
