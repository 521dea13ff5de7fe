"""Nothing is left under a box: not to a reader that extracts text, not in any stream, not in the file's own data."""

import io
import re
import zlib

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from domain.evidence.redaction import Box, Ground
from letters.bundles.reading import read_pages
from letters.evidence.kinds import PDF, PNG
from letters.evidence.redacting import CannotRedact, redacted_pdf, shown
from tests.letters.evidence import made

SECRET = "Refuge Lane 12"
BESIDE = "Nothing to hide"


def box(page: int = 1, left: int = 80, top: int = 80, right: int = 900, bottom: int = 180) -> Box:
    return Box(page=page, left=left, top=top, right=right, bottom=bottom, ground=Ground.PROTECTED)


def hostile() -> bytes:
    """Two pages that share their resources. The secret stands on the first: in words, in a form, in a picture that the
    second page could draw too; in the file's data, its outline, a comment, a field, an attachment; and a link on the
    second page leads back to the first.
    """
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                BaseFont=pikepdf.Name.Helvetica))  # fmt: skip
    form = pdf.make_stream(f"BT /F1 18 Tf 72 740 Td ({SECRET}) Tj ET".encode())
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 595, 842])
    picture = pdf.make_stream(bytes(range(256)) * 4)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 32, 32, 8
    picture.ColorSpace, picture.SecretName = pikepdf.Name.DeviceGray, pikepdf.String(SECRET)
    shared = pdf.make_indirect(
        pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(S=form, I=picture))
    )
    form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    for words in (f"BT /F1 18 Tf 72 720 Td ({SECRET}) Tj ET /S Do q 90 0 0 90 80 700 cm /I Do Q", ""):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj["/Resources"] = shared
        page.Contents = pdf.make_stream(f"{words} BT /F1 18 Tf 72 300 Td ({BESIDE}) Tj ET".encode())
    first, second = pdf.pages
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=pikepdf.String(SECRET),
                              Rect=pikepdf.Array([72, 700, 90, 720]))  # fmt: skip
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link,
                              Rect=pikepdf.Array([72, 280, 200, 320]),
                              Dest=pikepdf.Array([first.obj, pikepdf.Name.Fit]))  # fmt: skip
    first.Annots, second.Annots = pikepdf.Array([pdf.make_indirect(note)]), pikepdf.Array([pdf.make_indirect(link)])
    pdf.docinfo["/Author"], pdf.docinfo["/Title"] = SECRET, SECRET
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = SECRET
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))
    pdf.attachments[SECRET] = SECRET.encode()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def everything(pdf: bytes) -> bytes:
    """Every byte that the file holds, unpacked: strings as they are and as hexadecimal or UTF-16 would hide them."""
    found = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            found.append(bytes(repr(thing), "utf-8"))
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_raw_bytes())
                if thing.get("/Filter") != pikepdf.Name.DCTDecode:
                    found.append(thing.read_bytes())
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


def forms(secret: str) -> list[bytes]:
    return [
        secret.encode(),
        secret.encode("utf-16-be"),
        secret.encode().hex().encode(),
        secret.encode().hex().upper().encode(),
    ]


def test_the_secret_was_there_in_every_way_that_is_looked_for() -> None:
    assert everything(hostile()).count(SECRET.encode()) >= 6
    assert SECRET in read_pages(hostile())[0].text


def test_nothing_is_left_under_a_box_and_the_rest_is_as_it_was() -> None:
    pdf = redacted_pdf(hostile(), PDF, [box()])
    whole = everything(pdf)
    for hidden in forms(SECRET):
        assert hidden not in whole
    first, second = read_pages(pdf)
    assert first.text.strip() == "", "the page is a picture: its text layer is gone"
    assert BESIDE in second.text
    assert not first.hides
    assert not second.hides
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
        assert "/Info" not in opened.trailer
        assert set(opened.Root.keys()) == {"/Type", "/Pages"}
        assert all("/Annots" not in page or not len(page.Annots) for page in opened.pages)
        pictures = [
            each for each in opened.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 1, "the picture that only the first page drew is not brought along by the second"
        picture = pictures[0]
        assert int(picture.Width) / (595 / 72) <= 300, "dots an inch"
        assert opened.check_pdf_syntax() == []
    assert redacted_pdf(hostile(), PDF, [box()]) == pdf, "the same bytes"


def test_what_is_painted_is_black_to_the_last_dot_and_no_wider_than_drawn() -> None:
    pdf = redacted_pdf(hostile(), PDF, [box(left=100, top=100, right=300, bottom=108)])
    page = Image.open(io.BytesIO(shown(pdf, [1], scale=2)[1])).convert("L")
    width, height = page.size
    inside = page.crop((int(width * 0.1) + 2, int(height * 0.1) + 2, int(width * 0.3) - 2, int(height * 0.108) - 2))
    assert inside.getextrema()[1] < 40
    assert page.getpixel((int(width * 0.1) - 8, int(height * 0.104))) > 200
    assert page.getpixel((int(width * 0.3) + 8, int(height * 0.104))) > 200


def test_the_ground_is_printed_where_there_is_room() -> None:
    pdf = redacted_pdf(hostile(), PDF, [box()])
    page = Image.open(io.BytesIO(shown(pdf, [1], scale=2)[1])).convert("L")
    width, height = page.size
    inside = page.crop((int(width * 0.1), int(height * 0.1), int(width * 0.88), int(height * 0.17)))
    assert inside.getextrema()[1] > 200, "white letters on black"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_covered_where_it_is_seen(turn: int) -> None:
    with pikepdf.open(io.BytesIO(hostile())) as pdf:
        pdf.pages[0].Rotate = turn
        out = io.BytesIO()
        pdf.save(out)
    before = Image.open(io.BytesIO(shown(out.getvalue(), [1], scale=1)[1])).convert("L")
    dark = before.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert dark is not None
    width, height = before.size
    edges = (
        dark[0] * 1000 // width,
        dark[1] * 1000 // height,
        dark[2] * 1000 // width + 1,
        dark[3] * 1000 // height + 1,
    )
    pdf_bytes = redacted_pdf(out.getvalue(), PDF, [box(1, *(min(1000, each) for each in edges))])
    after = Image.open(io.BytesIO(shown(pdf_bytes, [1], scale=1)[1])).convert("L")
    assert after.size == before.size
    ImageDraw.Draw(after).rectangle((dark[0] - 2, dark[1] - 2, dark[2] + 2, dark[3] + 2), fill=255)
    assert after.getextrema()[0] > 200, "outside the box nothing was there, and nothing is"


def test_a_picture_loses_the_camera_s_notes_and_what_is_under_the_box() -> None:
    photo = made.photographed_by(SECRET)
    pdf = redacted_pdf(photo, "image/jpeg", [box(left=0, top=0, right=1000, bottom=1000)])
    assert SECRET.encode() not in everything(pdf)
    assert len(read_pages(pdf)) == 1


def test_what_cannot_be_redacted_is_refused() -> None:
    for content, kind, boxes in (
        (hostile(), PDF, [box(page=3)]),
        (b"%PDF-1.7 nothing", PDF, [box()]),
        (made.locked(), PDF, [box()]),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), PNG, [box()]),
    ):
        with pytest.raises(CannotRedact) as refused:
            redacted_pdf(content, kind, boxes)
        assert SECRET not in str(refused.value)


def test_a_page_of_a0_is_painted_within_bounds() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(2384, 3370))
    out = io.BytesIO()
    pdf.save(out)
    with pypdfium2.PdfDocument(redacted_pdf(out.getvalue(), PDF, [box()])) as again:
        assert again[0].get_size() == pytest.approx((2384, 3370), abs=1)
