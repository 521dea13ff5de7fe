"""A paper that was made here together with an act, filed among the documents of its case."""

from collections.abc import Mapping
from typing import Any

from domain.case_file import CaseFile, Document
from domain.entry import Entry


def file_written_here(
    case: CaseFile,
    entry: Entry,
    title: str,
    ready: Mapping[str, Any],
    *,
    part: str = "",
    media_type: str = "application/pdf",
) -> str:
    """The id of the document. `ready` is what was prepared of its bytes: their SHA-256 and size; `part` tells the
    papers of one act apart.
    """
    document = Document(
        id=f"D{entry.seq}{part}",
        title=title,
        sha256=ready.get("sha256", ""),
        media_type=media_type,
        size=ready.get("size", 0),
        obtained_from="Written here",
        obtained_on=entry.happened_on,
    )
    case.documents.append(document)
    return document.id
