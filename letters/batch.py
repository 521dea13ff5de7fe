"""Several letters as one PDF, for a printer that prints on both sides and a machine that folds by the sheet."""

import io
from collections.abc import Sequence

import pikepdf

_A4 = (595.276, 841.89)


def duplex_batch(pdfs: Sequence[bytes]) -> bytes:
    """The letters one after another, each beginning on an odd page: a blank page follows one that ends on an odd page.

    No sheet ever carries two letters. The file's own data hold no name. Raises ValueError for no letters, and
    pikepdf.PdfError for what is no PDF.
    """
    if not pdfs:
        raise ValueError("there is no letter to print")
    with pikepdf.new() as batch:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as letter:
                batch.pages.extend(letter.pages)
            if len(batch.pages) % 2:
                batch.add_blank_page(page_size=_A4)
        for page in batch.pages:
            # the letters' reading order stays behind with their own files; this one is for paper
            for key in ("/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
        batch.docinfo["/Title"] = "Letters to print"
        batch.Root["/Lang"] = pikepdf.String("en-GB")
        made = io.BytesIO()
        batch.save(made, deterministic_id=True, fix_metadata_version=False)
    return made.getvalue()
