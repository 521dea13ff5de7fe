"""What people and enemies bring: each refused by name or repaired with a word, and the bundle never short."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from domain.bundles.document import BundleDocument
from domain.bundles.plan import CannotPlan
from letters.bundles.building import Built, build, planned
from letters.bundles.images import MOST_DOTS
from letters.bundles.source import MOST_PAGES, Unusable
from tests.letters.bundles.hostile import (
    alive,
    broken_table,
    claimed_picture,
    document,
    drawing_bomb,
    drawn,
    locked,
    many_tiny,
    photograph,
    statement,
    typed,
    with_hidden_layer,
    with_picture,
)
from tests.letters.bundles.inspecting import inspect
from tests.letters.bundles.test_bundle import COVER, TITLE, profile


def built(content: bytes | None, pages: int | None = None, **more: object) -> Built:
    """It, after a document that is sound."""
    sound = document(1, statement())
    listed = [sound, document(2, content or b"", pages, **more)]
    contents = {sound.sha256: statement(), listed[1].sha256: content}
    return build(planned(profile(), listed), lambda each: contents[each.sha256], COVER, TITLE)


REFUSED: list[tuple[str, Callable[[], bytes | None], int | None, str]] = [
    ("locked", locked, 2, "locked with a password"),
    ("no-pdf", lambda: b"MZ" + bytes(5000), 1, "neither a PDF nor a picture"),
    ("empty", lambda: b"", 1, "missing|neither a PDF"),
    ("missing", lambda: None, 2, "missing: its file is not kept here"),
    ("torn", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, 1, "damaged beyond repair"),
    ("shorter", lambda: statement(pages=1), 2, "has 1 pages, where 2 were counted"),
    ("longer", lambda: statement(pages=3), 2, "has 3 pages, where 2 were counted"),
    ("ten-thousand", lambda: many_tiny(10_000), 10_000, f"10,000 pages; one document may have {MOST_PAGES:,}"),
    ("hidden-layer", with_hidden_layer, 2, "hidden layers"),
    ("picture-bomb", lambda: claimed_picture(60_000, 60_000), 1, f"3,600,000,000 dots; at most {MOST_DOTS:,}"),
    ("drawing-bomb", drawing_bomb, 1, "unpacks to more than 64 MB"),
]


@pytest.mark.parametrize(("content", "pages", "why"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_what_cannot_be_used_stops_the_bundle_and_is_named(
    content: Callable[[], bytes | None], pages: int | None, why: str
) -> None:
    with pytest.raises(Unusable, match=why) as stopped:
        built(content(), pages)
    assert stopped.value.document == "D2"
    assert "Document number" not in str(stopped.value)  # the title may be personal: only the page shows it


def test_bytes_that_changed_since_they_were_filed_stop_the_bundle() -> None:
    listed = document(1, statement())
    with pytest.raises(Unusable, match="not what was filed"):
        build(planned(profile(), [listed]), lambda _: statement("Another"), COVER, TITLE)


def test_what_can_be_repaired_is_repaired_with_a_word() -> None:
    told: list[tuple[str, Callable[[], bytes], int, str]] = [
        ("broken table", broken_table, 2, "was damaged, and repaired"),
        (
            "A0",
            lambda: typed("A plan of the whole school", size=(2384, 3370), matrix="1 0 0 1 300 3000"),
            1,
            "larger than A3",
        ),
        ("tiny", lambda: many_tiny(3), 3, "pages 1, 2 and 3: very small: put on A4"),
    ]
    for name, content, pages, words in told:
        one = built(content(), pages)
        assert any(words in said for said in one.said["D2"]), name
        seen = inspect(one.files[0].content)
        assert seen.pages == 2 + 2 + pages
        assert seen.stamps == seen.labels, name
        assert all(min(size) >= 280 and max(size) <= 1191 for size in seen.sizes), name
    # what the large page says can still be read
    large = inspect(built(told[1][1]()).files[0].content)
    assert "A plan of the whole school" in large.texts[4]


def test_nothing_that_runs_reaches_out_or_tells_comes_along() -> None:
    one = built(alive(), 2)
    content = one.files[0].content
    said = " ".join(one.said["D2"])
    for words in ("runs something", "carries files", "links", "start something", "comments"):
        assert words in said
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/Names" not in pdf.Root
        assert "/AcroForm" not in pdf.Root
        assert len(pdf.attachments) == 0
        inside = b"".join(
            thing.read_bytes()
            if isinstance(thing, pikepdf.Stream) and "/Filter" in thing
            else thing.unparse(resolved=True)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Object)
            and not (isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode")
        )
    for planted in (b"planted", b"JavaScript", b"Launch", b"calc.exe"):
        assert planted not in inside
    assert inspect(content).dead == []


def test_the_cameras_notes_are_taken_out_of_pictures() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Planted Photographer"
    exif[0x8298] = "12 Planted Lane"
    notes = exif.tobytes()
    for content, more in (
        (with_picture(300, 300, (200, 200), jpeg=True, exif=notes), {}),
        (photograph(400, 300, notes), {"media_type": "image/jpeg"}),
    ):
        assert b"Planted" in content
        one = built(content, 1, **more)
        with pikepdf.open(io.BytesIO(one.files[0].content)) as pdf:
            drawn = [
                thing.read_raw_bytes()
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
            ]
            assert drawn
            assert not any(b"Planted" in each for each in drawn)
            assert Image.open(io.BytesIO(drawn[-1])).size


def test_a_damaged_picture_and_a_picture_bomb_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(Unusable, match="picture is damaged"):
        built(photograph(400, 300)[:300], 1, media_type="image/jpeg")
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    with pytest.raises(Unusable, match="far more than the 120,000,000 dots"):
        built(made.getvalue(), 1, media_type="image/png")


def test_two_documents_of_one_name_are_two_documents() -> None:
    one, other = statement("The first of that name"), statement("The second of that name")
    listed = [document(1, one, title="Letter"), document(2, other, title="Letter")]
    contents = {listed[0].sha256: one, listed[1].sha256: other}
    seen = inspect(build(planned(profile(), listed), lambda each: contents[each.sha256], COVER, TITLE).files[0].content)
    assert [at for words, at, depth in seen.bookmarks if depth == 1] == [3, 5]
    assert "The first of that name" in seen.texts[2]
    assert "The second of that name" in seen.texts[4]
    # and one document listed twice, or in no section, is refused
    for wrong in ([listed[0], listed[0]], [listed[0], listed[1].model_copy(update={"section": "Z"})], []):
        with pytest.raises(CannotPlan):
            planned(profile(), wrong)


def test_a_part_of_a_document_is_that_part() -> None:
    content = statement("Page of a long report", 4)
    part = document(1, content, first_page=2, last_page=3)
    seen = inspect(build(planned(profile(), [part]), lambda _: content, COVER, TITLE).files[0].content)
    assert [text[:26] for text in seen.texts[2:]] == ["Page of a long report (2) ", "Page of a long report (3) "]
    with pytest.raises(ValueError, match="pages 3 to 5 of a document of 4"):
        BundleDocument.model_validate(part.model_dump() | {"first_page": 3, "last_page": 5})


def test_a_title_that_the_face_cannot_print_is_named_by_its_characters() -> None:
    with pytest.raises(Unusable, match=r"U\+4E2D") as stopped:
        planned(profile(), [document(1, statement(), title="Letter \u4e2d")])
    assert stopped.value.document == "D1"


def test_what_is_asked_to_stop_stops() -> None:
    class Stop(Exception):
        pass

    asked: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> None:
        asked.append((done, of))
        if done == 1:
            raise Stop

    listed = [document(n, statement()) for n in (1, 2, 3)]
    with pytest.raises(Stop):
        build(planned(profile(), listed), lambda _: statement(), COVER, TITLE, progress)
    assert asked == [(0, 3), (1, 3)]


def test_words_under_a_painted_box_are_found_and_words_on_a_coloured_row_are_not() -> None:
    words = "BT /F 11 Tf 1 0 0 1 72 700 Tm (Lives at 12 Planted Lane) Tj ET"
    found = {
        "a black box over the words": (f"{words} 0 g 70 695 200 20 re f", True),
        "a white one": (f"{words} 1 g 70 695 200 20 re f", True),
        "a grey row under them": (f"0.9 g 70 695 200 20 re f 0 g {words}", False),
        "a box beside them": (f"{words} 0 g 70 600 200 20 re f", False),
    }
    for name, (drawing, hides) in found.items():
        one = built(drawn(drawing), 1)
        assert one.read["D2"][0].hides is hides, name
        assert not one.read["D1"][0].hides
