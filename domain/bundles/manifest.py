"""What a bundle was made of, in enough words to make it again to the byte; and how one version differs from another."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.bundles.plan import Plan


class Part(BaseModel):
    """One source as it stands in the bundle: the range is of its own pages, `at` and `labels` are in the bundle."""

    model_config = ConfigDict(frozen=True)

    document: str
    title: str
    sha256: str
    media_type: str
    pages: int
    first_page: int
    last_page: int
    section: str
    marking: str
    exhibit: str
    volume: int
    at: int
    labels: str


class BuiltFile(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str
    size: int
    pages: int


class Manifest(BaseModel):
    """`versions` names what made it: Typst, pikepdf and what is in it, the faces and the templates by hash."""

    model_config = ConfigDict(frozen=True)

    bundle: str
    version: int
    supplement: int = 0
    profile: str
    standing: str
    versions: Mapping[str, str]
    parts: tuple[Part, ...]
    files: tuple[BuiltFile, ...]
    said: Mapping[str, tuple[str, ...]] = {}


class Change(BaseModel):
    model_config = ConfigDict(frozen=True)

    what: Literal["added", "removed", "replaced", "moved", "renamed"]
    title: str
    labels: str

    @property
    def words(self) -> str:
        where = "was at" if self.what == "removed" else "at"
        return f"{self.what.capitalize()}: {self.title} ({where} {self.labels})"


def parts_of(plan: Plan) -> tuple[Part, ...]:
    places = {run.document: (volume, run) for volume in plan.volumes for run in volume.runs if run.document}
    return tuple(
        Part(
            document=each.id,
            title=each.title,
            sha256=each.sha256,
            media_type=each.media_type,
            pages=each.pages,
            first_page=each.first_page,
            last_page=each.until,
            section=each.section,
            marking=each.marking,
            exhibit=each.exhibit,
            volume=places[each.id][0].number,
            at=places[each.id][1].at,
            labels=places[each.id][1].words,
        )
        for each in plan.documents
    )


def changes(before: Manifest, after: Manifest) -> Iterator[Change]:
    """What a reader of the earlier version must know. A document that only moved because others came or went before it
    is moved all the same: its page numbers are others.
    """
    old, new = ({part.document: part for part in each.parts} for each in (before, after))
    for key, part in new.items():
        was = old.get(key)
        if was is None:
            yield Change(what="added", title=part.title, labels=part.labels)
            continue
        if (was.sha256, was.first_page, was.last_page) != (part.sha256, part.first_page, part.last_page):
            yield Change(what="replaced", title=part.title, labels=part.labels)
        elif was.labels != part.labels:
            yield Change(what="moved", title=part.title, labels=f"{part.labels}, before {was.labels}")
        if was.title != part.title:
            yield Change(what="renamed", title=part.title, labels=part.labels)
    for key, part in old.items():
        if key not in new:
            yield Change(what="removed", title=part.title, labels=part.labels)
