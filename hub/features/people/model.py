"""The people who spoke, with the office that they held."""

from typing import Annotated, Literal

from pydantic import PositiveInt

from hub.content.model.fields import Code, Words, shared, translated
from hub.content.model.kinds import Model
from hub.content.model.names import NameOrder, name_key
from hub.i18n.vietnamese import SortKey
from hub.messages import N_

UNPLACED = 1_000_000  # after every place in protocol order


class Person(Model):
    """A named person. The title is the name; a withheld identity removes name and picture from every output."""

    organisation: Annotated[str, Code("organisations")] = shared(
        "", says=N_("a code of vocabulary/organisations"), example="un"
    )
    delegation: Words | None = shared(
        None, says=N_("the delegation that the person belongs to, in both languages"), example='{vi: "…", en: "…"}'
    )
    precedence: PositiveInt | None = shared(
        None, says=N_("the place in protocol order; those without one follow, by name"), example="1"
    )
    name_order: NameOrder = shared(
        "west",
        says=N_("vi if the given name comes last, west if the family name does; lists sort by the last word"),
        example="vi",
    )
    identity: Literal["public", "withheld"] = shared(
        "public", says=N_("public, or withheld to remove the name everywhere"), example="public"
    )
    sources: list[Annotated[str, Code("sources")]] = shared(
        list, says=N_("codes of vocabulary/sources"), example="[wvr-report]"
    )
    status: Literal["confirmed", "withdrawn"] = shared(
        "confirmed", says=N_("confirmed or withdrawn"), example="confirmed", editorial=True
    )
    honorific: str = translated("", says=N_("what stands before the name"), example="Đại tá")
    office: str = translated(
        min_length=1,
        says=N_("the office held at the time"),
        example="Điều phối viên Thường trú Liên hợp quốc tại Việt Nam",
    )

    @property
    def place_in_order(self) -> tuple[int, tuple[SortKey, SortKey]]:
        """Return what lists sort by: protocol order, and then the name by its last word."""
        return self.precedence or UNPLACED, name_key(self.title)

    @property
    def secret(self) -> bool:
        """Tell whether the person's identity is withheld."""
        return self.identity == "withheld"
