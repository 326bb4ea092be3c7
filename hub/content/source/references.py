"""What an entry refers to: terms, entries and sources, each a Reference with its line; and pictures, inspected."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hub.content.media.names import good_name, lies_here_as, name_problem
from hub.content.media.recordings import inspect_recording
from hub.content.model.entries import Reference
from hub.content.model.fields import Alias, Code, MediaFile, Named
from hub.content.model.kinds import Kind, Model
from hub.content.model.media import Media
from hub.content.source.documents import Document
from hub.content.source.folder import File
from hub.content.source.front_matter import MANY
from hub.messages import N_
from hub.problems import Problem, Sort, Unreadable, brief

Inspect = Callable[[File], Media]
CITES = "hub:cite/"
MEDIA = "media/"
RECORDING = "recording"  # what a field says that takes no picture: MediaFile("recording")


class ReferenceCollector:
    """Collects the references and pictures of one entry, and the problems with them."""

    def __init__(self, kind: Kind[Any], beside: Mapping[str, File], inspect: Inspect) -> None:
        self.kind, self.beside, self.inspect = kind, beside, inspect
        self.references: dict[Reference, None] = {}
        self.media: dict[str, Media] = {}
        self.problems: list[Problem] = []

    def refer(self, vocabulary: str, target: str, field: str, document: Document, line: int) -> None:
        """Add a reference on a line of a document; an empty `vocabulary` means an entry."""
        self.references[Reference(vocabulary, target, field, document.file.name, line)] = None

    def note_fields(self, named: Iterable[Named], document: Document, documents: Iterable[Document]) -> None:
        """Add what the validation of a document noted, on the line where it is written, in this file or the other."""
        holders = [document, *documents]
        for marker, target, value, field in named:
            holder = document
            for held in holders:
                if (field, value) in held.data.places:
                    holder = held
                    break
            line = holder.data.line(holder.data.places.get((field, value), (field,)))
            if marker is MediaFile:
                self.add_media(value, holder, line, inspect_recording if target == RECORDING else None)
            elif marker is Code:
                self.refer(target, value, field, holder, line)
            elif marker is Alias:
                self.refer("", f"{self.kind.name}/{value}", field, holder, line)
            else:
                self.refer("", value if target == "*" else f"{target}/{value}", field, holder, line)

    def note_links(self, links: Iterable[str], document: Document, reading: Model) -> None:
        """Add the links of a rendered text: `practice/x`, `#id`, `media/x.svg`, `hub:cite/x`, a place."""
        own = {source.id for source in getattr(reading, "sources", ()) if hasattr(source, "id")}
        for link in dict.fromkeys(links):
            if len(self.problems) >= MANY:
                return
            if link.startswith(CITES):
                self.cite(link.removeprefix(CITES), document, own)
            elif link.startswith(MEDIA):
                name = link.removeprefix(MEDIA)
                self.add_media(name, document, document.line_of(name))
            elif link.startswith("#"):
                self.refuse(
                    document,
                    document.line_of(link),
                    N_("no heading here has the id %(id)s; correct the link"),
                    "link",
                    id=link[1:],
                )
            elif "/" in (target := link.partition("#")[0]):  # otherwise it is a place, which the renderer has checked
                self.refer("", target, "", document, document.line_of(link))

    def cite(self, source: str, document: Document, own: set[str]) -> None:
        """Add a citation: of one of the entry's own sources if it has any, otherwise of one of the site's."""
        line = document.line_of(f"[@{source}]")
        if not own:
            self.refer("sources", source, "[@…]", document, line)
        elif source not in own:
            message = N_("no source has the id %(id)s; add it to sources or correct the reference")
            self.refuse(document, line, message, "figure", id=source)

    def add_media(self, name: str, document: Document, line: int, inspect: Inspect | None = None) -> None:
        """Inspect a picture, or with `inspect` another file, and add it, or report why it cannot be shown."""
        if name in self.media:
            return
        file = self.beside.get(name)
        own, _, suffix = document.file.path.name.partition(".")
        if file is not None:
            try:
                self.media[name] = facts = (inspect or self.inspect)(file)
                if facts.located:
                    message = N_(
                        "this picture says where it was taken; save it without its position, then put it here again"
                    )
                    self.problems.append(Problem(file.name, 1, message))
                if facts.animated:
                    message = N_("this picture moves, but only its first frame is shown; put a still picture here")
                    self.problems.append(Problem(file.name, 1, message, severity="warning"))
            except Unreadable as error:
                self.problems += error.problems
        elif (there := lies_here_as(name, self.beside)) is not None:
            better = good_name(there)
            message = N_("the picture beside this text is called %(there)s; write that name here")
            if better != there:
                self.problems.append(Problem(self.beside[there].name, 1, name_problem(there) or "", {"name": better}))
                message = N_("the picture beside this text will be called %(there)s; write that name here")
            if better != name:
                self.refuse(document, line, message, there=brief(better))
        elif own == "index":
            self.refuse(document, line, N_("there is no file %(name)s beside this one; put it there"), name=brief(name))
        else:
            message = N_("a text with pictures has a folder of its own; move it to %(file)s, and %(name)s beside it")
            self.refuse(document, line, message, file=f"{own}/index.{suffix}", name=brief(name))

    def refuse(self, document: Document, line: int, message: str, sort: Sort = "form", **values: object) -> None:
        """Add a problem on a line of a document."""
        self.problems.append(Problem(document.file.name, line, message, values, sort=sort))
