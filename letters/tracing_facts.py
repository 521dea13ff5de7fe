"""What the letters about a lost pupil say: to the authority that takes a case over, and to the school that uploaded."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class HandOverFacts(BaseModel):
    """`shared` are the officer's own words: other children, last school, risks, who works with the family."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    born: date | None = None
    shared: str
    basis: str


class UploadFacts(BaseModel):
    """The upload as the school told it. No name of a pupil: the school knows our reference."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_name: str
    uploaded_on: date
    said_by: str
