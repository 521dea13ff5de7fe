"""A bundle as the court opens it: every number, line, bookmark and page, read from the PDF itself."""

import hashlib
import io
import subprocess
import sys
from datetime import date

import pikepdf
import pypdfium2
import pytest

from domain.bundles.document import BundleDocument
from domain.bundles.manifest import BuiltFile, Manifest, changes, parts_of
from domain.bundles.naming import kept_name, served_name
from domain.bundles.plan import CannotPlan, Plan, make_supplement
from domain.bundles.profile import Numbering, Profile, Section
from domain.source import Source, Tag
from letters.bundles.building import Built, TooLarge, build, build_within, planned
from letters.bundles.front import Cover
from letters.bundles.index_lines import wrap
from letters.bundles.versions import versions
from letters.page import lay_out
from tests.letters.bundles.hostile import document, kept, photograph, statement, typed, with_picture
from tests.letters.bundles.inspecting import inspect, tags
from tests.letters.samples import letter

COVER = Cover(
    above=("In the Magistrates’ Court",),
    parties=("Fixture Borough Council", "v", "T Sample"),
    title="Prosecution bundle",
    below=("Hearing on 14 January 2027",),
    foot=("RC-2026-000061",),
)
TITLE = "Prosecution bundle RC-2026-000061"
LETTER = lay_out(letter("L24"))
LANDSCAPE = typed("A table that lies on its side", size=(842, 595), matrix="1 0 0 1 72 500")
CONTENTS = [statement(f"I am witness {n} and I say this", 1 + n % 4) for n in range(8)] + [LETTER, LANDSCAPE]
KEPT = kept(CONTENTS)


def profile(numbering: Numbering = Numbering.CONTINUOUS, **more: object) -> Profile:
    given: dict[str, object] = {
        "name": "prosecution",
        "title": "Prosecution bundle",
        "court": "Magistrates’ court",
        "sections": tuple(
            Section(letter=each, title=title)
            for each, title in (("A", "The charge"), ("B", "Statements"), ("C", "Letters and contact"))
        ),
        "numbering": numbering,
        "source": Source(cite="Test", tag=Tag.LOCAL, verified=False),
        "as_at": date(2026, 3, 2),
        "rules": (),
        **more,
    }
    return Profile.model_validate(given)


def documents(number: int = 10) -> list[BundleDocument]:
    """Two of them have one title and the same bytes: still two documents."""
    return [
        document(
            n,
            CONTENTS[n % len(CONTENTS)],
            title="Witness statement"
            if n in (1, 2)
            else f"Document {n} about the notice that was left at the house, with what was said at the door",
            section="ABC"[n * 3 // number],
            dated=date(2026, 9, 1 + n % 28),
            exhibit=f"AO/{n}",
        )
        for n in range(number)
    ]


def made(of: Profile, number: int = 10) -> Built:
    return build(planned(of, documents(number)), lambda each: KEPT[each.sha256], COVER, TITLE)


SHAPES = [
    ("CONTINUOUS", False, 10),
    ("BY_SECTION", False, 10),
    ("BY_SECTION", True, 45),
    ("CONTINUOUS", True, 45),
]


@pytest.fixture(scope="module", params=SHAPES, ids=lambda shape: "-".join(map(str, shape)))
def built(request: pytest.FixtureRequest) -> Built:
    numbering, sheets, number = request.param
    return made(profile(Numbering(numbering), section_sheets=sheets), number)


def test_stamps_labels_bookmarks_and_index_agree_on_every_page(built: Built) -> None:
    plan, volume = built.plan, built.files[0].volume
    seen = inspect(built.files[0].content)
    # the plan, counted again from nothing but the documents
    assert seen.pages == volume.pages == sum(run.pages for run in volume.runs)
    assert seen.stamps == seen.labels == [str(label) for label in volume.labels()]
    if plan.profile.numbering is Numbering.CONTINUOUS:
        assert seen.labels == [str(n) for n in range(1, seen.pages + 1)]
    else:
        assert len(set(seen.labels)) == seen.pages
        assert [label for label in seen.labels if label.startswith("B")][:2] == ["B1", "B2"]
    assert seen.dead == []
    # each line of the index leads to the page that it names, and no document is without one
    places = {each.id: volume.run_of(each.id) for each in plan.documents}
    for each in plan.documents:
        run = places[each.id]
        lines = [line.words for line in seen.links if line.at == run.at]
        assert each.title in " ".join(lines), each.title
        assert f"{seen.stamps[run.at - 1]}" in run.words
    for section in plan.profile.sections:
        first = next(run for run in volume.runs if run.section == section.letter)
        assert any(line.at == first.at and section.title in line.words for line in seen.links)
    # cover, index, every section and every document stand in the outline, each with its page's number
    for words, at, _ in seen.bookmarks:
        assert words.startswith(f"{seen.labels[at - 1]}  ")
    named = [(words.partition("  ")[2], depth) for words, _, depth in seen.bookmarks]
    assert [each for each, depth in named if depth == 0] == [
        "Cover", "Index", *(f"Section {each.letter}: {each.title}" for each in plan.profile.sections),
    ]  # fmt: skip
    assert [each for each, depth in named if depth == 1] == [each.title for each in plan.documents]
    assert [at for _, at, depth in seen.bookmarks if depth == 1] == [places[each.id].at for each in plan.documents]


def test_every_page_says_what_its_source_says(built: Built) -> None:
    """The bundle is never short, and no page stands in another's place."""
    seen = inspect(built.files[0].content)
    volume = built.files[0].volume
    for each in built.plan.documents:
        run = volume.run_of(each.id)
        with pypdfium2.PdfDocument(KEPT[each.sha256]) as source:
            assert len(source) == run.pages
            for n, page in enumerate(source):
                words = " ".join(page.get_textpage().get_text_range().split())
                assert words
                assert words in seen.texts[run.at - 1 + n]


def test_the_file_is_sound_opens_whole_and_a_screen_reader_finds_the_index(built: Built) -> None:
    content = built.files[0].content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        first, kind, left, top, zoom = pdf.Root.OpenAction
        assert (first.objgen, kind, zoom) == (pdf.pages[0].objgen, "/XYZ", 1)
        assert left is None
        assert top is None
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert {str(key): str(value) for key, value in pdf.docinfo.items()} == {"/Title": TITLE}
        found = tags(pdf)
        assert {"/H1", "/H2", "/Table", "/TH", "/TR", "/TD", "/Link"} <= set(found)
        assert found.count("/Link") >= len(built.plan.documents) + len(built.plan.profile.sections)
        own = {page.get("/StructParents") for page in pdf.pages if "/StructParents" in page}
        assert len(own) == sum("/StructParents" in page for page in pdf.pages)  # no page answers for another


def test_landscape_stays_landscape_and_nothing_is_upside_down(built: Built) -> None:
    seen = inspect(built.files[0].content)
    run = built.files[0].volume.run_of("D9")
    width, height = seen.sizes[run.at - 1]
    assert width > height
    with pypdfium2.PdfDocument(built.files[0].content) as shown:
        image = shown[run.at - 1].render(scale=1).to_pil().convert("L")
    # the words stand near the top left, the stamp in the bottom right corner
    assert image.crop((40, 40, 500, 200)).getextrema()[0] < 128
    assert image.crop((image.width - 100, image.height - 60, image.width, image.height)).getextrema()[0] < 128


def test_the_same_bytes_twice_also_in_another_process() -> None:
    of = profile(Numbering.BY_SECTION, section_sheets=True)
    first, again = made(of).files[0].content, made(of).files[0].content
    assert first == again
    program = (
        "import hashlib; from tests.letters.bundles.test_bundle import made, profile; "
        "from domain.bundles.profile import Numbering; "
        "print(hashlib.sha256(made(profile(Numbering.BY_SECTION, section_sheets=True)).files[0].content).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == hashlib.sha256(first).hexdigest()
    assert made(of, 11).files[0].content != first


def test_a_page_turned_on_its_side_is_stamped_where_the_reader_looks() -> None:
    contents = [typed("Page turned by the viewer", size=(595, 842), rotate=turn) for turn in (90, 180, 270)]
    listed = [document(n, each, section="A") for n, each in enumerate(contents)]
    store = kept(contents)
    one = build(planned(profile(), listed), lambda each: store[each.sha256], COVER, TITLE)
    seen = inspect(one.files[0].content)
    assert seen.stamps == seen.labels
    with pypdfium2.PdfDocument(one.files[0].content) as shown:
        for page in list(shown)[2:]:
            image = page.render(scale=1).to_pil().convert("L")
            assert image.crop((image.width - 100, image.height - 60, image.width, image.height)).getextrema()[0] < 128


def test_words_that_run_upwards_are_turned_to_run_from_left_to_right() -> None:
    words = "A table scanned on its side, with a row of figures for every week of the term"
    for matrix, turned in (("0 1 -1 0 300 100", 90), ("-1 0 0 -1 550 400", 180), ("0 -1 1 0 300 700", 270)):
        content = typed(words, matrix=matrix)
        one = build(planned(profile(), [document(1, content)]), lambda _: content, COVER, TITLE)  # noqa: B023
        assert one.said["D1"] == ["page 1: on its side: turned to be read from left to right"]
        with pikepdf.open(io.BytesIO(one.files[0].content)) as pdf:
            assert pdf.pages[2].obj["/Rotate"] == turned
            with pypdfium2.PdfDocument(one.files[0].content) as shown:
                image = shown[2].render(scale=1).to_pil().convert("L").point(lambda grey: 255 - grey)
            image.paste(0, (image.width - 100, image.height - 60, image.width, image.height))  # but for the stamp
            left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
            assert right - left > 5 * (bottom - top) > 0
        seen = inspect(one.files[0].content)
        assert seen.stamps == seen.labels


def test_volumes_when_a_file_is_too_large_each_with_its_own_index_and_no_number_twice() -> None:
    noisy = [photograph(500 + n, 700) for n in range(6)]
    listed = [document(n, each, 1, media_type="image/jpeg", section="ABC"[n // 2]) for n, each in enumerate(noisy)]
    store = kept(noisy)
    small = profile(Numbering.BY_SECTION, size_limit=40_000)
    one = build_within(small, listed, lambda each: store[each.sha256], COVER, TITLE)
    assert len(one.files) > 1
    every = [inspect(each.content) for each in one.files]
    labels = [label for seen in every for label in seen.labels]
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if label[0] in "ABC"] == ["A1", "A2", "B1", "B2", "C1", "C2"]
    for each, seen in zip(one.files, every, strict=True):
        assert len(each.content) <= small.size_limit
        assert seen.stamps == seen.labels
        assert f"Volume {each.volume.number} of {len(one.files)}" in seen.texts[0]
        own = [row for rows in each.volume.index for row in rows if row.document]
        assert {row.at for row in own} <= {line.at for line in seen.links}
    with pytest.raises(TooLarge):
        build_within(profile(size_limit=4_000), listed, lambda each: store[each.sha256], COVER, TITLE)


@pytest.mark.parametrize("numbering", list(Numbering))
def test_a_supplement_goes_on_where_the_bundle_ends_and_moves_nothing(numbering: Numbering) -> None:
    before = planned(profile(numbering), documents())
    late = [document(50, statement("Late", 2), title="Late statement"), document(51, LETTER, title="Late letter")]
    plan = make_supplement(before, late, wrap)
    store = kept([statement("Late", 2), LETTER])
    seen = inspect(build(plan, lambda each: store[each.sha256], COVER, TITLE).files[0].content)
    assert seen.stamps == seen.labels
    if numbering is Numbering.CONTINUOUS:
        assert seen.labels == [str(before.pages + n) for n in range(1, seen.pages + 1)]
    else:
        assert seen.labels == [f"D{n}" for n in range(1, seen.pages + 1)]
    assert not set(seen.labels) & {str(label) for volume in before.volumes for label in volume.labels()}
    assert seen.texts[0].startswith("Index of supplement 1")
    with pytest.raises(CannotPlan, match="already in the bundle"):
        make_supplement(before, documents()[:1], wrap)


def test_the_manifest_names_what_it_was_made_of_and_a_version_its_difference() -> None:
    def manifest(plan: Plan, version: int) -> Manifest:
        file = BuiltFile(name=kept_name("RC-2026-000061", "bundle-1"), sha256="0" * 64, size=1, pages=plan.pages)
        return Manifest(
            bundle="bundle-1", version=version, profile="prosecution", standing="", versions=versions(),
            parts=parts_of(plan), files=(file,),
        )  # fmt: skip

    first = documents()
    one = manifest(planned(profile(), first), 1)
    assert {"typst", "pikepdf", "qpdf", "pillow", "template front.typ", "face SourceSansPro-Bold.ttf"} <= set(
        one.versions
    )
    assert [(part.document, part.sha256) for part in one.parts] == [(each.id, each.sha256) for each in first]
    added = document(20, LETTER, title="Certificate of service", section="C")
    replaced = first[8].model_copy(update={"sha256": "1" * 64})
    two = manifest(planned(profile(), [*first[1:8], replaced, first[9], added]), 2)
    told = {(change.what, change.title) for change in changes(one, two)}
    assert ("added", "Certificate of service") in told
    assert ("removed", first[0].title) in told
    assert ("replaced", first[8].title) in told
    assert ("moved", "Witness statement") in told
    assert not list(changes(one, one))
    assert Manifest.model_validate_json(one.model_dump_json()) == one


def test_the_copy_served_bears_the_defendants_surname_and_what_is_kept_the_reference() -> None:
    hearing = date(2027, 1, 14)
    assert served_name(profile(), "RC-2026-000061", "Sample", hearing) == "Sample A 14 January 2027.pdf"
    assert (
        served_name(profile(), "RC-2026-000061", "D’Ávila/../x", hearing, 2, 3)
        == "DAvilax A 14 January 2027 volume 2 of 3.pdf"
    )
    assert served_name(profile(), "RC-2026-000061", "", None) == "RC-2026-000061 A.pdf"
    assert kept_name("RC-2026-000061", "bundle-2-v1", 2, 3) == "RC-2026-000061-bundle-2-v1-volume-2.pdf"


def test_a_picture_of_too_many_dots_is_made_coarser_in_the_copy_only() -> None:
    content = with_picture(2400, 2400, (288, 288), jpeg=True)  # four inches: 600 dots an inch
    one = build(planned(profile(), [document(1, content)]), lambda _: content, COVER, TITLE)
    with pikepdf.open(io.BytesIO(one.files[0].content)) as pdf:
        picture = pdf.pages[2].Resources.XObject.I
        assert 1190 <= picture.Width <= 1200
        assert pikepdf.PdfImage(picture).as_pil_image().size == (picture.Width, picture.Height)
    assert "300 dots an inch" in one.said["D1"][0]
    exact = with_picture(1200, 1200, (288, 288))
    untouched = build(planned(profile(), [document(1, exact)]), lambda _: exact, COVER, TITLE)
    with pikepdf.open(io.BytesIO(untouched.files[0].content)) as pdf:
        assert pdf.pages[2].Resources.XObject.I.Width == 1200
    assert untouched.said == {}


def test_the_index_breaks_between_documents_and_never_after_the_name_of_a_section() -> None:
    plan = planned(profile(), documents(60))
    pages = plan.volumes[0].index
    assert len(pages) > 1
    assert [row for rows in pages for row in rows if row.document][-1].document == plan.documents[-1].id
    assert all(rows[-1].document for rows in pages)
