"""The case pack: a folder that opens and is checked without Rollcall, and in which nothing protected stands."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from records.database import transaction
from records.tables import ConfidenceRow
from tests.api.site import Site, problem
from tests.letters.bundles.hostile import statement


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert all(not name.startswith("/") and ".." not in name for name in pack.namelist())
        pack.extractall(folder)
    return next(folder.iterdir())


def verify(folder: Path) -> tuple[int, str]:
    """As anybody would run it: a Python that knows nothing of us."""
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py")], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


async def test_it_opens_alone_and_shows_whatever_was_changed(site: Site, tmp_path: Path) -> None:
    ref = await site.refer()
    await site.do(ref, "add-note", note="The school will ring back on Thursday.")
    assert (await site.upload(ref, statement("A record"), title="School's record")).status_code == 200
    answer = await site.get(f"/api/cases/{ref}/pack", "legal")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.content == (await site.get(f"/api/cases/{ref}/pack", "supervisor")).content  # the same bytes again
    problem(await site.get(f"/api/cases/{ref}/pack"), 403, "ROLE")
    folder = unpacked(answer.content, tmp_path)
    assert folder.name == ref
    code, said = verify(folder)
    assert code == 0, said
    page = (folder / "index.html").read_text("utf-8")
    for words in ("The school will ring back on Thursday.", "School&#x27;s record", 'href="papers/', "Add a note"):
        assert words in page
    assert "http" not in page.replace("http-equiv", "")  # it asks nobody for anything
    entries = json.loads((folder / "journal.json").read_text("utf-8"))
    assert len(entries["entries"]) == json.loads((folder / "manifest.json").read_text("utf-8"))["entries"] == 3
    paper = next((folder / "papers").iterdir())
    paper.write_bytes(paper.read_bytes() + b" ")
    assert verify(folder) == (1, f"papers/{paper.name} is not what it was\n")
    unpacked(answer.content, tmp_path)
    changed = (folder / "journal.json").read_text("utf-8").replace("ring back on Thursday", "ring back on Friday")
    (folder / "journal.json").write_text(changed, "utf-8")
    code, said = verify(folder)
    assert (code, "entry 2 was changed" in said) == (1, True)
    unpacked(answer.content, tmp_path)
    (folder / "stray.txt").write_text("x")
    assert verify(folder) == (1, "stray.txt does not belong to the pack\n")
    (folder / "manifest.json").write_text("no JSON")
    assert verify(folder)[0] == 2


@pytest.mark.parametrize("who", ["legal", "supervisor"])
async def test_nothing_protected_and_nobody_who_told_us_is_in_it(site: Site, tmp_path: Path, who: str) -> None:
    """Harms 1 and 8: in the journal, in documents, in a file's own data."""
    ref = await site.refer()
    await site.do(ref, "add-note", note="Seen near Quay Street by the nurse.")
    for title, words in (("A plain record", "Nothing of note"), ("A note", "He now lives at 3 Quay Street"),
                         ("A call", "As Joan Whitlock told the school")):  # fmt: skip
        assert (await site.upload(ref, statement(words), title=title)).status_code == 200
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    await site.do(ref, "protect-words", kind="surgery", not_to_be_shown="3 Quay Street", source="The worker")
    referrer = {"referrer": {"name": "Joan Whitlock", "relation": "aunt", "telephone": "01632 960 777"}}
    house = site.world.house
    with transaction(house.engine) as session:
        session.merge(ConfidenceRow(case_ref=ref, sealed=house.keys.seal(ref, json.dumps(referrer).encode())))
    content = (await site.get(f"/api/cases/{ref}/pack", who)).content
    folder = unpacked(content, tmp_path)
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for planted in (b"Quay Street", b"Whitlock", b"960 777"):
        assert planted not in whole
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert [each["paper"] for each in manifest["withheld"] if "paper" in each] == ["A note", "A call"]
    assert [each for each in manifest["withheld"] if "entry" in each]
    code, said = verify(folder)
    assert code == 0, said
    assert "withheld, of which only their place is checked" in said
    assert len(list((folder / "papers").iterdir())) == 1
