"""Where a rule comes from, and how far it may be trusted."""

from enum import StrEnum

from pydantic import BaseModel


class Tag(StrEnum):
    """What stands behind a rule: only law is beyond anybody's discretion."""

    STAT = "STAT"
    GUID = "GUID"
    LOCAL = "LOCAL"

    @property
    def label(self) -> str:
        return {"STAT": "law", "GUID": "guidance", "LOCAL": "policy"}[self.value]


class Source(BaseModel, frozen=True):
    """A citation. `verified` is true only where the source's own words were read; the rest awaits a lawyer's check."""

    cite: str
    tag: Tag
    verified: bool

    @property
    def words(self) -> str:
        return f"{self.cite} · {self.tag.label} · {'verified' if self.verified else 'not verified'}"
