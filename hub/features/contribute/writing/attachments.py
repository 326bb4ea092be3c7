"""Files beside a draft: PDF and Word by what they are and not by what they are called, and pictures made anew.

They lie under instance/uploads/<number of the draft>/ by their digest, and no page of ours shows what is in them.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.content.source.folder import printable
from hub.desk.audit import record
from hub.desk.tables import Account
from hub.features.contribute.holding import hold
from hub.features.contribute.refusals import NotNow
from hub.features.contribute.tables import Attachment, Draft
from hub.features.contribute.workflow import WRITABLE
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import nfc
from hub.messages import N_
from hub.storage import durable

LARGEST = 10 * 1024 * 1024  # bytes of one file
MOST = 10  # files of one draft
LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes that a Word file may say it holds
MOST_PARTS = 2_000
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JPEG, PNG = "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", DOCX: "docx", JPEG: "jpg", PNG: "png"}
TOO_LARGE = N_("The file is larger than 10 MB; make it smaller, or leave out its pictures.")
TOO_MANY = N_("There are ten files already; remove one first.")
EMPTY = N_("Choose a file first.")
NEITHER = N_("This is neither a PDF nor a Word file (.docx); save it as one of these and try again.")
NOT_KEPT = N_("This file is not kept here.")
MACROS = N_("This Word file has macros; save it as an ordinary .docx without them.")


class Refused(Exception):
    """A file that is not kept; the message (N_) says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def type_of(data: bytes) -> str:
    """Return the media type of a file, judged by its bytes. Raises Refused if it is not one that is kept."""
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return PDF
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Refused(TOO_LARGE)
            if not {"[Content_Types].xml", "word/document.xml"} <= names:
                raise Refused(NEITHER)
            types = packed.read("[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Refused(NEITHER) from error
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(MACROS)
    if DOCX.encode() + b".main+xml" not in types:
        raise Refused(NEITHER)
    return DOCX


def attach(
    session: Session, now: datetime, account: Account, draft: Draft, name: str, data: bytes, folder: Path
) -> Attachment:
    """Keep a paper beside a draft; `name` is what its owner called it. The caller commits.

    Raises Refused, NotNow and Stopped.
    """
    if not data:
        raise Refused(EMPTY)
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    return _kept(session, now, account, draft, name, type_of(data), data, folder)


def attach_picture(
    session: Session, now: datetime, account: Account, draft: Draft, name: str, made: bytes, folder: Path,
    alt: str, lang: Lang, sent: bytes,
) -> Attachment:  # fmt: skip
    """Keep a picture that was made anew from what was `sent`, of which the record keeps the digest alone.

    `alt` says in a language what it shows. Whoever sends it has declared what the form asks. Raises as `attach` does.
    """
    if len(made) > LARGEST:
        raise Refused(TOO_LARGE)
    said = {"sent": hashlib.sha256(sent).hexdigest(), "declared": True}
    kind = PNG if made.startswith(b"\x89PNG") else JPEG
    picture = _kept(session, now, account, draft, name, kind, made, folder, said)
    picture.alt, picture.alt_lang = " ".join(printable(nfc(alt)).split())[:500], lang
    session.flush()
    return picture


def _kept(
    session: Session, now: datetime, account: Account, draft: Draft, name: str, kind: str, data: bytes, folder: Path,
    said: Mapping[str, object] | None = None,
) -> Attachment:  # fmt: skip
    hold(session, draft)
    if draft.state not in WRITABLE:
        raise NotNow(draft.state)
    if len(draft.attachments) >= MOST:
        raise Refused(TOO_MANY)
    digest = hashlib.sha256(data).hexdigest()
    suspected = select(Attachment.id).where(Attachment.digest == digest, Attachment.quarantined.is_not(None))
    if session.scalars(suspected).first() is not None:
        raise Refused(NOT_KEPT)
    path = place_of(folder, draft.id, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    durable.write(path, data)  # before the row that names it
    title = " ".join(printable(nfc(name.replace("\\", "/").rpartition("/")[2])).split())[:200]
    paper = Attachment(
        draft_id=draft.id, account_id=account.id, title=title or SUFFIXES[kind].upper(), type=kind, size=len(data),
        digest=digest, moment=now,
    )  # fmt: skip
    draft.attachments.append(paper)
    session.flush()
    details = {"digest": digest, "size": len(data), **(said or {})}
    record(session, now, account.id, "draft.attach", f"draft/{draft.id}", details)
    return paper


def detach(
    session: Session, now: datetime, account: Account, draft: Draft, paper: Attachment, folder: Path
) -> Callable[[], None]:
    """Take a file away from a draft; once that is committed, call what is returned to remove the file itself.

    Raises NotNow, also for a file that was in quarantine, and Stopped.
    """
    hold(session, draft)
    if draft.state not in WRITABLE or paper.quarantined is not None:
        raise NotNow(draft.state)
    draft.attachments.remove(paper)
    session.flush()
    record(session, now, account.id, "draft.detach", f"draft/{draft.id}", {"digest": paper.digest})
    path = place_of(folder, draft.id, paper.digest)
    is_there_twice = any(other.digest == paper.digest for other in draft.attachments)
    return (lambda: None) if is_there_twice else (lambda: path.unlink(missing_ok=True))


def place_of(folder: Path, draft: int, digest: str) -> Path:
    """Return where a file of a draft lies."""
    return folder / "uploads" / str(draft) / digest
