"""The lists of the API: the addresses, the OpenAPI document and the page for people are all made from this table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.feature import Reference
from hub.features.agenda.model import Session
from hub.features.api import model, parameters, queries
from hub.features.api.documents.entries import of_entry
from hub.features.api.documents.sessions import of_session
from hub.features.api.documents.statements import of_statement
from hub.features.api.documents.works import of_work
from hub.features.gallery.model import Work
from hub.features.library.model import Practice
from hub.features.statements.model import Statement
from hub.messages import N_

ROOT = "/api/v1/"
TYPE = "application/json"  # of every document


@dataclass(frozen=True)
class Collection:
    """A list of entries: its name in addresses, its kind, its parameters, and what writes one of its items.

    `title` says what is in it (N_). `chosen` gives the slugs that a filter leaves; where it is a reference, that is a
    function of another feature, imported when it is needed.
    """

    name: str
    title: str
    kind: type[Model]
    query: type[parameters.Paged]
    item: type[model.Item]
    document: Callable[[Reader, Any, str, bool], model.Item]
    chosen: Callable[[Reader, Mapping[str, Sequence[str]]], Sequence[str]] | Reference


COLLECTIONS = (
    Collection(
        "entries",
        N_("Good practices of the library"),
        Practice,
        parameters.EntriesQuery,
        model.Entry,
        of_entry,
        "hub.features.library.chosen:slugs",
    ),
    Collection(
        "sessions",
        N_("Sessions of the programme"),
        Session,
        parameters.SessionsQuery,
        model.Session,
        of_session,
        queries.sessions,
    ),
    Collection(
        "statements",
        N_("Statements"),
        Statement,
        parameters.StatementsQuery,
        model.Statement,
        of_statement,
        queries.statements,
    ),
    Collection(
        "works",
        N_("Works of the exhibition"),
        Work,
        parameters.WorksQuery,
        model.Work,
        of_work,
        queries.works,
    ),
)
VOCABULARIES = N_("Vocabularies: codes with their labels in both languages")
