"""A page that is one picture is read as it was scanned; what shows anything else is drawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.sheets import Sheets, plain_pages
from tests.meetings.reading.pdfs import as_bytes
from tests.meetings.reading.scans import needs_tesseract, page

pytestmark = pytest.mark.pure

SIDE = 144.0  # points: 600 dots when it is drawn
DOTS = (597, 598)  # of the picture: 298.5 and 299 dpi
OVER = b"q 144 0 0 144 0 0 cm /Im0 Do Q "

Change = Callable[[Pdf, Stream], None]


def scanned(mode: str = "L", dots: tuple[int, int] = DOTS) -> Image.Image:
    image = Image.linear_gradient("L").resize(dots)
    ImageDraw.Draw(image).rectangle((60, 60, 200, 120), fill=0)
    return image.convert(mode)


def one_picture(
    image: Image.Image,
    content: bytes = OVER,
    change: Change | None = None,
    side: tuple[float, float] = (SIDE, SIDE),
) -> bytes:
    """Return a PDF of one page with the picture in its resources, drawn by the content."""
    pdf = Pdf.new()
    sheet = pdf.add_blank_page(page_size=side)
    picture = as_stream(pdf, image)
    sheet.obj.Resources = Dictionary(XObject=Dictionary(Im0=picture))
    sheet.obj.Contents = Stream(pdf, content)
    if change:
        change(pdf, picture)
    return as_bytes(pdf)


def as_stream(pdf: Pdf, image: Image.Image, bits: int | None = None) -> Stream:
    spaces = {"L": Name.DeviceGray, "1": Name.DeviceGray, "RGB": Name.DeviceRGB}
    stream = pdf.make_stream(image.tobytes())
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace = spaces.get(image.mode, Name.DeviceCMYK)
    stream.BitsPerComponent = bits or (1 if image.mode == "1" else 8)
    return stream


def both_ways(data: bytes) -> tuple[Image.Image, Image.Image]:
    """The page as it is read, and as it is drawn."""
    document = pdfium.PdfDocument(data)
    return (
        Sheets(document, plain_pages(data)).picture(1),
        Sheets(document, frozenset()).picture(1),
    )


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures lie apart, in shades of 255."""
    between = ImageChops.difference(one.resize(other.size), other)
    return ImageStat.Stat(between).mean[0]


def jpeg(pdf: Pdf, picture: Stream) -> None:
    packed = io.BytesIO()
    scanned("RGB").save(packed, "JPEG")
    picture.write(packed.getvalue(), filter=Name.DCTDecode)
    picture.ColorSpace = Name.DeviceRGB


def profiled(pdf: Pdf, picture: Stream) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = pdf.make_stream(profile)
    kept.N = 3
    picture.ColorSpace = Array([Name.ICCBased, kept])


def hidden_words(pdf: Pdf, picture: Stream) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources.Font = Dictionary(F1=font)
    words = b"BT 3 Tr /F1 20 Tf 20 80 Td (Skjult) Tj ET"
    pdf.pages[0].obj.Contents = Stream(pdf, OVER + words)


TAKEN = {
    "grey": one_picture(scanned()),
    "in colours": one_picture(scanned("RGB")),
    "a JPEG": one_picture(scanned("RGB"), change=jpeg),
    "with a profile of its colours": one_picture(scanned("RGB"), change=profiled),
    "with hidden words": one_picture(scanned(), change=hidden_words),
    "a bit larger than the page": one_picture(
        scanned(), b"q 144.3 0 0 144.4 -0.2 -0.1 cm /Im0 Do Q"
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_a_page_that_is_one_picture_is_taken_as_it_was_scanned(case: str) -> None:
    taken, drawn = both_ways(TAKEN[case])
    assert (taken.size, drawn.size, taken.mode) == (DOTS, (600, 600), "L")
    assert unlike(taken, drawn) < 2


def of_page(**entries: object) -> Change:
    def change(pdf: Pdf, picture: Stream) -> None:
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value

    return change


def of_picture(**entries: object) -> Change:
    def change(pdf: Pdf, picture: Stream) -> None:
        for name, value in entries.items():
            picture[f"/{name}"] = value

    return change


def masked(name: str, mode: str) -> Change:
    def change(pdf: Pdf, picture: Stream) -> None:
        mask = as_stream(pdf, scanned(mode).transpose(Image.Transpose.ROTATE_180))
        if mode == "1":
            del mask.ColorSpace
            mask.ImageMask = True
        picture[name] = mask

    return change


def with_state(pdf: Pdf, picture: Stream) -> None:
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.5))


def with_note(pdf: Pdf, picture: Stream) -> None:
    look = pdf.make_stream(b"0 g 0 0 50 50 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([90, 90, 140, 140]), F=4)
    note.AP = Dictionary(N=look)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def in_a_form(pdf: Pdf, picture: Stream) -> None:
    form = pdf.make_stream(OVER)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 144, 144])
    form.Resources = Dictionary(XObject=Dictionary(Im0=picture))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=form))


def two_pictures(pdf: Pdf, picture: Stream) -> None:
    pdf.pages[0].obj.Resources.XObject["/Im1"] = as_stream(pdf, scanned(dots=(50, 50)))


def switched_off(pdf: Pdf, picture: Stream) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="lag"))
    shown = Dictionary(BaseState=Name.ON, OFF=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=shown)
    picture.OC = layer


DRAWN = {
    "a stamp over it": one_picture(scanned(), OVER + b"0 g 90 90 40 40 re f"),
    "a small picture over it": one_picture(
        scanned(), OVER + b"q 40 0 0 40 90 90 cm /Im1 Do Q", two_pictures
    ),
    "twice over itself": one_picture(scanned(), OVER + b"q 40 0 0 40 90 90 cm /Im0 Do Q"),
    "a stamp as an annotation": one_picture(scanned(), change=with_note),
    "a turned page": one_picture(scanned(), change=of_page(Rotate=90)),
    "a turned picture": one_picture(scanned(), b"q 0 144 -144 0 144 0 cm /Im0 Do Q"),
    "a picture upside down": one_picture(scanned(), b"q 144 0 0 -144 0 144 cm /Im0 Do Q"),
    "a cropped page": one_picture(scanned(), change=of_page(CropBox=Array([0, 0, 100, 100]))),
    "a picture with a margin": one_picture(scanned(), b"q 140 0 0 140 2 2 cm /Im0 Do Q"),
    "a picture cut off": one_picture(scanned(), b"0 0 90 144 re W n " + OVER),
    "half transparent": one_picture(scanned(), b"/G gs " + OVER, with_state),
    "a soft mask": one_picture(scanned(), change=masked("/SMask", "L")),
    "a mask": one_picture(scanned(), change=masked("/Mask", "1")),
    "a shade that is left out": one_picture(scanned(), change=of_picture(Mask=Array([0, 90]))),
    "switched off": one_picture(scanned(), change=switched_off),
    "in a form": one_picture(scanned(), change=in_a_form),
    "black and white": one_picture(scanned("1")),
    "four inks": one_picture(scanned("CMYK")),
    "low resolution": one_picture(scanned(dots=(400, 400))),
    "high resolution": one_picture(scanned(dots=(1200, 1200))),
    "dots that are not square": one_picture(scanned(dots=(600, 300))),
}


@pytest.mark.parametrize("case", DRAWN)
def test_a_page_that_shows_anything_else_is_drawn(case: str) -> None:
    read, drawn = both_ways(DRAWN[case])
    assert read.size == drawn.size
    assert read.tobytes() == drawn.tobytes()


def test_a_picture_of_more_dots_than_are_read_is_drawn_smaller() -> None:
    large = one_picture(
        Image.new("L", (6400, 6400)), b"q 1536 0 0 1536 0 0 cm /Im0 Do Q", side=(1536, 1536)
    )
    read, drawn = both_ways(large)
    assert read.size == drawn.size
    assert read.width * read.height < 41_000_000


def test_a_file_that_is_not_as_it_should_be_is_drawn() -> None:
    assert plain_pages(b"%PDF-1.7\nnoget helt andet") == frozenset()
    broken = one_picture(scanned(), change=of_page(Resources=Array([])))
    assert plain_pages(broken) == frozenset()


@needs_tesseract
def test_the_words_and_their_places_are_the_same_either_way(tmp_path: Path) -> None:
    said = [
        "Punkt 4: Cykelstien langs åen",
        "Udvalget besluttede at søge fonden om tilskud inden 1. juni.",
        "Sekretæren skriver ansøgningen og sender den til formanden.",
    ]
    image, size = page(said, dpi=300), (595.44, 841.68)
    over = b"q 595.44 0 0 841.68 0 0 cm /Im0 Do Q "
    found = []
    for content in (over, over + b"1 g 590 5 1 1 re f"):  # a white dot has it drawn
        (tmp_path / "referat.pdf").write_bytes(one_picture(image, content, side=size))
        found.append(read_file(tmp_path / "referat.pdf", limits=Limits()))
    taken, drawn = found
    assert taken.text == drawn.text == "\n".join(said)
    for one, other in zip(taken.pages[0].words, drawn.pages[0].words, strict=True):
        places = zip(
            (one.box.x0, one.box.top, one.box.x1, one.box.bottom),
            (other.box.x0, other.box.top, other.box.x1, other.box.bottom),
            strict=True,
        )
        assert all(a == pytest.approx(b, abs=1) for a, b in places)
