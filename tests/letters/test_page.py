"""The page: what a machine and a screen reader need of it, and that no text of a case can be more than text."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from letters.faces import unprintable
from letters.page import AddressTooWide, CannotPrint, lay_out, page_count, page_images
from letters.window import MOST_PAGES, window_faults, window_text
from letters.wording import TEMPLATES
from tests.letters.pdf import stray_ink, words
from tests.letters.samples import ADDRESS, AUTHORITY, letter

NAMES = ("Okonjo", "Zikora", "Adaeze", "Whitlock", "Jonah", "Alderbrook", "Saltern")
# Notify's own description of its first page, written down here apart from the code under test
PRINTED = [(24.6, 39.5, 120.0, 66.3), (15.0, 5.0, 125.0, 30.0), (125.0, 5.0, 195.0, 95.0), (15.0, 95.0, 195.0, 292.0)]
TABLES = {
    *("L05", "L06", "L07", "L11", "L13", "L14", "L16", "L17", "L18", "L19"),
    *("L20", "L21", "L22", "L23", "L24", "L31"),
}
EVERY = [(template_id, large) for template_id in sorted(TEMPLATES) for large in (False, True)]


@pytest.mark.parametrize(("template_id", "large"), EVERY)
def test_every_letter_fits_the_envelope_the_printer_and_the_fold(template_id: str, large: bool) -> None:
    pdf = lay_out(letter(template_id, large_print=large))
    assert window_faults(pdf, ADDRESS) == []
    assert window_text(pdf) == list(ADDRESS)
    assert stray_ink(pdf, PRINTED) == []
    assert page_count(pdf) <= MOST_PAGES


@pytest.mark.parametrize(("template_id", "large"), EVERY)
def test_every_page_has_its_number_and_the_reference(template_id: str, large: bool) -> None:
    pdf = lay_out(letter(template_id, large_print=large))
    pages = page_count(pdf)
    for page in range(pages):
        assert words(pdf, page).endswith(f"RC-2026-000123 Page {page + 1} of {pages}")


@pytest.mark.parametrize("template_id", sorted(TEMPLATES))
def test_a_screen_reader_finds_language_title_and_structure(template_id: str) -> None:
    pdf = lay_out(letter(template_id))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_metadata().get("pdfuaid:part") == "1"
        tags = list(_tags(document.Root.StructTreeRoot))
        assert tags.count("/H1") == 1
        assert {"/P", "/H2"} <= set(tags)
        assert ("/Table" in tags) == (template_id in TABLES)
        assert not [
            a for a, b in zip(["/H1", *_headings(tags)], _headings(tags), strict=False) if int(b[2]) > int(a[2]) + 1
        ]


@pytest.mark.parametrize("template_id", sorted(TEMPLATES))
def test_the_files_own_data_hold_the_reference_and_no_name(template_id: str) -> None:
    pdf = lay_out(letter(template_id))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == "Letter RC-2026-000123"
        assert "/First" not in document.Root.get("/Outlines", {})
        data = str(dict(document.docinfo)) + str(document.open_metadata()) + str(document.Root.get("/Names"))
    for name in NAMES:
        assert name not in data
        assert name.encode() not in pdf


def test_the_faces_are_in_the_file() -> None:
    pdf = lay_out(letter("L24"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        described = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
        assert described
        assert all("/FontFile2" in each or "/FontFile3" in each for each in described)
        assert {str(each.FontName).partition("+")[2].partition("-")[0] for each in described} == {"SourceSansPro"}


def test_the_same_letter_is_the_same_bytes_also_in_another_process() -> None:
    first = hashlib.sha256(lay_out(letter("L04"))).hexdigest()
    lay_out(letter("L02", large_print=True))
    assert hashlib.sha256(lay_out(letter("L04"))).hexdigest() == first
    program = (
        "import hashlib; from letters.page import lay_out; from tests.letters.samples import letter; "
        "print(hashlib.sha256(lay_out(letter('L04'))).hexdigest())"
    )
    elsewhere = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == first
    assert hashlib.sha256(lay_out(letter("L04", dated=date(2026, 11, 25)))).hexdigest() != first


def test_letters_made_at_once_do_not_mix() -> None:
    references = [f"RC-2026-{n:06}" for n in range(24)]
    with ThreadPoolExecutor(4) as workers:
        pdfs = list(workers.map(lambda reference: lay_out(letter("L01", reference=reference)), references))
    for reference, pdf in zip(references, pdfs, strict=True):
        assert reference in words(pdf)
        assert not [other for other in references if other != reference and other in words(pdf)]


HOSTILE = '#include "page.typ" #read("/etc/passwd") $x$ <script>alert(1)</script> @a <b> {{ 7*7 }} \\u{41} ]["'


def test_no_field_of_a_letter_is_read_as_markup() -> None:
    sender = AUTHORITY.model_copy(update={"name": HOSTILE[:40], "service": HOSTILE[:60]})
    hostile = letter(
        title=HOSTILE, body_markdown=HOSTILE, sender=sender, recipient_lines=(HOSTILE[:60], HOSTILE[:30], "NM1 1AA")
    )
    pdf = lay_out(hostile)
    text = words(pdf).replace("”", '"').replace("“", '"')
    assert text.count('#read("/etc/passwd")') == 6  # each field that had it, as typed
    assert "<script>alert(1)</script>" in text
    assert "root:" not in text
    assert window_faults(pdf) == []


def test_what_the_faces_lack_is_refused_by_name_and_nothing_else() -> None:
    with pytest.raises(CannotPrint) as refused:
        lay_out(letter(body_markdown="Dear Zikora 🙂 محمد", title="你"))
    assert refused.value.characters == ["你", "🙂", "م", "ح", "د"]
    assert "U+1F642" in str(refused.value)
    assert "Zikora" not in str(refused.value)
    assert unprintable("Zoë Łukasz Şerban Nguyễn Ольга Ελένη £20 – “so” ☐") == []


def test_marks_that_turn_the_line_around_are_left_out() -> None:
    pdf = lay_out(letter(body_markdown="Pay \u202eyenom\u202c to\u2066 nobody.\u200b Then\u2011wait."))
    assert "Pay yenom to nobody. Then-wait." in words(pdf)


def test_italic_that_has_no_letter_is_set_upright() -> None:
    assert "Ŋala" in words(lay_out(letter(body_markdown="Dear *Ŋala*")))


@pytest.mark.parametrize("lines", [1, 2, 3, 5, 6, 7])
def test_an_address_of_any_length_stays_in_the_window(lines: int) -> None:
    address = (*(f"Éj gÄ line {n} of the address" for n in range(1, lines)), "NM2 7RD")
    pdf = lay_out(letter(recipient_lines=address))
    assert window_text(pdf) == list(address)
    assert stray_ink(pdf, PRINTED) == []
    faults = window_faults(pdf, address)
    assert faults == ([] if lines >= 3 else [f"The address has {lines} lines; the post takes 3 to 7."])


def test_a_long_line_of_an_address_is_made_smaller_and_then_refused() -> None:
    long = "The Old Schoolmaster’s Lodging, Lower Saltern and Weir Street Estate, Northmoor"
    pdf = lay_out(letter(recipient_lines=("Ms A", long, "NM2 7RD")))
    assert window_faults(pdf, ("Ms A", long, "NM2 7RD")) == []
    with pytest.raises(AddressTooWide) as refused:
        lay_out(letter(recipient_lines=("Ms A", long * 2, "NM2 7RD")))
    assert "Saltern" not in str(refused.value)


def test_a_long_name_of_the_authority_stays_in_its_place() -> None:
    sender = AUTHORITY.model_copy(
        update={
            "name": "North Moorland and East Saltern Metropolitan Borough Council",
            "service": "Children Missing Education, School Attendance and Elective Home Education Service",
            "address_lines": tuple(f"{n} A Rather Long Name of a Street" for n in range(7)),
            "email": "children.missing.education@northmoorland.example",
        }
    )
    for large in (False, True):
        pdf = lay_out(letter(sender=sender, large_print=large))
        assert window_faults(pdf, ADDRESS) == []


def test_a_word_longer_than_the_line_is_broken_not_lost() -> None:
    pdf = lay_out(letter(body_markdown="a" * 300 + "\n\n| x | y |\n| - | - |\n| " + "b" * 200 + " | c |"))
    assert words(pdf).replace(" ", "").count("a" * 40) >= 7
    assert window_faults(pdf) == []


def test_previews_are_pictures_of_the_pages() -> None:
    pdf = lay_out(letter("L02"))
    images = [Image.open(io.BytesIO(png)) for png in page_images(pdf, scale=1)]
    assert [image.size for image in images] == [(596, 842)] * page_count(pdf)
    assert all(image.convert("L").getextrema() == (0, 255) for image in images)


_BITS = st.one_of(
    st.sampled_from(
        ["# ", "\n\n", "\n- ", "\n1. ", "| a | b |\n| - | - |\n| c | d |\n", "**", "*", "\\", "x" * 90, "#", "$", '"']
    ),
    st.text(alphabet="abc Łßé'", max_size=12),
)


@settings(max_examples=40, deadline=None)
@example("- a\n  - b\n    - c")  # a list in a list in a list
@example("\n- *")  # and one with nothing in it
@given(st.lists(_BITS, max_size=60).map("".join))
def test_any_body_stays_inside_the_margins(body: str) -> None:
    pdf = lay_out(letter(body_markdown=body or "."))
    assert window_faults(pdf, ADDRESS) == []


def _tags(element: object) -> Iterator[str]:
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from _tags(each)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S)
        if "/K" in element:
            yield from _tags(element.K)


def _headings(tags: list[str]) -> list[str]:
    return [tag for tag in tags if tag in {"/H1", "/H2", "/H3", "/H4"}]
