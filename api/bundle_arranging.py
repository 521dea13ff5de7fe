"""Arranging a bundle: one document up, down, out, in, or with other words; whoever does it had a hand in it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.bundle_view import BundleView, facts_of, found_in, gathered_for, shown
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.bundles.document import Gathered
from domain.bundles.gathering import Arrangement
from domain.bundles.profiles import PROFILES
from domain.people import Line
from records.bundles import Changed, arrange
from records.database import transaction


class Arrange(BaseModel):
    """One change: up or down in its section, before or after another document (`beside`), out of the bundle or in
    again, or its words, section and part.
    """

    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"turn": 1, "document": "L2", "do": "up"}]},
    )

    turn: int = Field(ge=0)
    document: Line
    do: Literal["up", "down", "before", "after", "out", "in", "edit"]
    beside: Line = ""
    title: Line = ""
    exhibit: Line = Field(default="", max_length=12)
    section: str = Field(default="", pattern="^[A-Z]?$")
    first_page: int | None = Field(default=None, ge=1)
    last_page: int | None = Field(default=None, ge=1)
    directed: Line = ""


def change(services: Services, signed: Signed, ref: str, name: str, asked: Arrange) -> BundleView:
    """Raises Problem: 404; 409 where it is locked, or somebody else changed it; 422 for what does not fit."""
    with transaction(services.engine) as session:
        facts = facts_of(session, services, signed, ref)
        bundle = found_in(facts.case, name)
        if bundle.locked:
            raise Problem(409, "BUNDLE_LOCKED", "This bundle has been served: what comes later is a supplement")
        gathered, arrangement, turn = gathered_for(session, services, facts, bundle)
        if turn != asked.turn:
            raise Problem(409, "CHANGED", "Somebody else has changed this bundle in the meantime")
        try:
            changed = _changed(
                gathered, arrangement, asked, PROFILES[bundle.profile].section(asked.section) is not None
            )
            hands = tuple(sorted({*changed.hands, signed.staff.id}))
            arrange(session, ref, bundle.id, changed.model_copy(update={"hands": hands}), turn)
        except Changed:
            raise Problem(409, "CHANGED", "Somebody else has changed this bundle in the meantime") from None
        return shown(session, services, facts, bundle)


def _changed(gathered: Gathered, arrangement: Arrangement, asked: Arrange, section_known: bool) -> Arrangement:
    """Raises Problem 422."""
    inside = {each.id: each for each in gathered.documents}
    outside = {each.id: each for each, _ in gathered.kept_out}
    found = inside.get(asked.document) or outside.get(asked.document)
    if found is None:
        raise Problem(422, "NO_SUCH_DOCUMENT", "This document is not gathered for this bundle")
    if asked.do in ("up", "down"):
        if asked.document not in inside:
            raise Problem(422, "NOT_IN", "This document is not in the bundle")
        return arrangement.moved(gathered.documents, asked.document, -1 if asked.do == "up" else 1)
    if asked.do in ("before", "after"):
        if not {asked.document, asked.beside} <= inside.keys():
            raise Problem(422, "NOT_IN", "Both documents are in the bundle, or it cannot be moved beside the other")
        return arrangement.placed(gathered.documents, asked.document, asked.beside, after=asked.do == "after")
    if asked.do == "out":
        return arrangement.model_copy(update={"out": tuple(sorted({*arrangement.out, asked.document}))})
    if asked.do == "in":
        if asked.document not in arrangement.out and not asked.directed:
            raise Problem(422, "KEPT_OUT", "The rules keep it out: say by which direction of the court it goes in")
        out = tuple(each for each in arrangement.out if each != asked.document)
        directed = {**arrangement.directed, **({asked.document: asked.directed} if asked.directed else {})}
        return arrangement.model_copy(update={"out": out, "directed": directed})
    if asked.section and not section_known:
        raise Problem(422, "NO_SUCH_SECTION", "This profile has no such section")
    first, last = asked.first_page or found.first_page, asked.last_page or found.until
    if not 1 <= first <= last <= found.pages:
        raise Problem(422, "NO_SUCH_PAGES", f"The document has pages 1 to {found.pages}")
    key = asked.document
    return arrangement.model_copy(
        update={
            "titles": {**arrangement.titles, key: asked.title or found.title},
            "exhibits": {**arrangement.exhibits, key: asked.exhibit},
            "sections": {**arrangement.sections, key: asked.section or found.section},
            "parts": {**arrangement.parts, key: (first, last)},
        }
    )
