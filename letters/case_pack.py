"""A case as one folder that opens without Rollcall: pages, PDFs, the journal, the hash of each file, and a script that
checks it all.

It never holds who told us, nor anything protected: an entry or a document that shows such a value is withheld and said
to be, by its place or title; nothing is passed over in silence (PRACTICE 4.3; harms 1 and 8).
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Final

import pikepdf

from domain.case_file import CaseFile
from domain.deadline import LONDON
from domain.entry import Entry
from domain.protecting import scrubbed, shows
from letters.bundles.reading import Unreadable, read_pages

_VERIFY: Final = Path(__file__).with_name("case_pack_verify.py")
_DAY: Final = (2000, 1, 1, 0, 0, 0)  # the same pack is the same bytes on any day
WITHHELD: Final = "withheld: it shows what is protected"
UNSEARCHED: Final = "withheld: it cannot be searched for what is protected"


@dataclass(frozen=True)
class Paper:
    """A letter or a document of the case, with its bytes; None where they are not kept any more."""

    id: str
    title: str
    media_type: str
    content: bytes | None = field(repr=False)


_ENDS: Final[Mapping[str, str]] = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


def case_pack(
    case: CaseFile,
    entries: Sequence[Entry],
    papers: Sequence[Paper],
    names: Mapping[str, str],
    labels: Mapping[str, str],
    hidden: Sequence[str],
) -> bytes:
    """The folder as a ZIP. `names` are those of who works here, `labels` those of actions; `hidden` is every value that
    must not be in it.
    """
    files: dict[str, bytes] = {}
    listed = []
    for paper in papers:
        path, why = _placed(paper, hidden)
        if path and paper.content is not None:
            files[path] = paper.content
        listed.append((_plain(paper.title, hidden), path, why))
    journal = [_entry(each, hidden) for each in entries]
    files["journal.json"] = _json({"case": case.ref, "entries": journal})
    files["index.html"] = _index(case, entries, journal, listed, names, labels, hidden).encode()
    manifest = {
        "case": case.ref,
        "head": case.head,
        "entries": len(entries),
        "withheld": [
            *({"paper": title, "why": why} for title, _, why in listed if why),
            *({"entry": each["seq"], "why": each["withheld"]} for each in journal if "withheld" in each),
        ],
        "files": [
            {"path": path, "sha256": hashlib.sha256(files[path]).hexdigest(), "size": len(files[path])}
            for path in sorted(files)
        ],
    }
    files["manifest.json"] = _json(manifest)
    files["verify.py"] = _VERIFY.read_bytes()
    return _zipped(case.ref, files)


def _zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(entry, files[path])
    return made.getvalue()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _entry(entry: Entry, hidden: Sequence[str]) -> dict[str, Any]:
    """As it was sealed; or only its place in the chain."""
    body = entry.model_dump(mode="json")
    if not shows(json.dumps(body, ensure_ascii=False), hidden):
        return body
    place = ("seq", "prev", "hash", "action", "recorded_at")
    return {**{name: body[name] for name in place}, "withheld": WITHHELD}


def _placed(paper: Paper, hidden: Sequence[str]) -> tuple[str, str]:
    """Where it goes, or why it does not."""
    if paper.content is None:
        return "", "missing: its file is not kept any more"
    ends = _ENDS.get(paper.media_type, ".bin")
    if hidden:
        if ends != ".pdf":
            return "", UNSEARCHED
        try:
            said = _everything(paper.content)
        except (Unreadable, pikepdf.PdfError):
            return "", UNSEARCHED
        if shows(said, hidden):
            return "", WITHHELD
    return f"papers/{paper.id}{ends}", ""


def _everything(pdf: bytes) -> str:
    """The words of a PDF: its pages, text layers, notes, bookmarks, and what it says of itself."""
    read = read_pages(pdf)
    if not all(page.has_text for page in read):
        raise Unreadable("a page has no text")  # a scan: nobody can say what it shows
    parts = [page.text for page in read]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if len(opened.attachments):
            raise Unreadable("it carries files")
        for thing in opened.objects:
            parts += _strings(thing)
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata":
                parts.append(thing.read_bytes().decode(errors="replace"))
    return "\n".join(parts)


def _strings(thing: object) -> Iterable[str]:
    found = thing if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else None
    for key in found.keys() if found is not None else ():
        value = found.get(key) if found is not None else None
        if isinstance(value, pikepdf.String):
            yield str(value)


def _plain(words: str, hidden: Sequence[str]) -> str:
    return scrubbed(words, hidden)


def _index(
    case: CaseFile,
    entries: Sequence[Entry],
    journal: Sequence[Mapping[str, Any]],
    papers: Sequence[tuple[str, str, str]],
    names: Mapping[str, str],
    labels: Mapping[str, str],
    hidden: Sequence[str],
) -> str:
    def cell(words: str) -> str:
        return f"<td>{escape(_plain(words, hidden))}</td>"

    rows = []
    for entry, shown in zip(entries, journal, strict=True):
        at = entry.recorded_at.astimezone(LONDON)
        what = str(shown.get("withheld") or _said(entry))
        rows.append(
            f'<tr id="e{entry.seq}"><td>{entry.seq}</td>{cell(f"{entry.happened_on:%-d %B %Y}")}'
            f"{cell(f'{at:%-d %B %Y %H:%M}')}{cell(labels.get(entry.action, entry.action))}"
            f"{cell(names.get(entry.actor, entry.actor))}{cell(what)}</tr>"
        )
    listed = "".join(
        f'<li><a href="{escape(path)}">{escape(title)}</a></li>'
        if path
        else f"<li>{escape(title)} ({escape(why)})</li>"
        for title, path, why in papers
    )
    title = f"Case {case.ref}"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<style>body{font:1rem/1.5 sans-serif;margin:2rem;max-width:70rem}table{border-collapse:collapse}"
        "th,td{border-bottom:1px solid #bbb;padding:.4rem .6rem;text-align:left}</style></head><body>"
        f"<h1>{title}</h1><p>{escape(case.kind.label)}, {escape(case.stage.label.lower())}. {len(entries)} entries, "
        f"{len(papers)} letters and documents. To check that nothing was changed: <code>python3 verify.py</code></p>"
        f"<h2>Letters and documents</h2><ul>{listed or '<li>None</li>'}</ul>"
        "<h2>What happened</h2><table><thead><tr><th scope='col'>Entry</th><th scope='col'>Happened</th>"
        "<th scope='col'>Recorded</th><th scope='col'>What</th><th scope='col'>Who</th><th scope='col'>As recorded</th>"
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></body></html>"
    )


def _said(entry: Entry) -> str:
    """The form as it was filled in, in one line."""
    told = [
        f"{name.replace('_', ' ')}: {_words(value)}" for name, value in entry.data.items() if value not in ("", None)
    ]
    return "; ".join(told)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{name.replace('_', ' ')} {_words(each)}" for name, each in value.items() if each not in ("", None)
        )
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value)
    return str(value)
