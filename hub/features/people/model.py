"""The people who spoke, with the office that they held."""

from typing import Annotated, Literal

from hub.content.model.fields import Code, shared, translated
from hub.content.model.kinds import Model
from hub.messages import N_


class Person(Model):
    """A named person. The title is the name; a withheld identity removes name and picture from every output."""

    organisation: Annotated[str, Code("organisations")] = shared(
        "", says=N_("a code of vocabulary/organisations"), example="un"
    )
    identity: Literal["public", "withheld"] = shared(
        "public", says=N_("public, or withheld to remove the name everywhere"), example="public"
    )
    sources: list[Annotated[str, Code("sources")]] = shared(
        list, says=N_("codes of vocabulary/sources"), example="[wvr-report]"
    )
    status: Literal["confirmed", "withdrawn"] = shared(
        "confirmed", says=N_("confirmed or withdrawn"), example="confirmed"
    )
    office: str = translated(
        min_length=1,
        says=N_("the office held at the time"),
        example="Điều phối viên Thường trú Liên hợp quốc tại Việt Nam",
    )

    @property
    def secret(self) -> bool:
        """Tell whether the person's identity is withheld."""
        return self.identity == "withheld"
