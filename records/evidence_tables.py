"""What was found in a document when it came in."""

from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class DocumentReadingRow(SQLModel, table=True):
    """By the SHA-256 of the original: pages, those without text, what a person should know, and the PDF copy of what
    is no PDF. No fact of a case: it can be worked out again from the bytes.
    """

    __tablename__ = "document_reading"

    sha256: str = Field(primary_key=True, foreign_key="document.sha256")
    pages: int = 0
    without_text: list[int] = Field(default=[], sa_column=Column(JSONB, nullable=False))
    said: list[str] = Field(default=[], sa_column=Column(JSONB, nullable=False))
    copy_sha256: str = ""
    copy_size: int = 0
    copy_how: str = ""

    def as_prepared(self) -> dict[str, Any]:
        """As the entry that files the document keeps it."""
        return self.model_dump(exclude={"sha256"})


class RedactionMadeRow(SQLModel, table=True):
    """Redacted pages that were made: of which bytes, with which boxes (by the hash of them). Made once."""

    __tablename__ = "redaction_made"

    of_sha256: str = Field(primary_key=True, foreign_key="document.sha256")
    boxes: str = Field(primary_key=True)
    sha256: str = Field(foreign_key="document.sha256")
    pages: int
    size: int
