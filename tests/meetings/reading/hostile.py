"""Files that mean harm or came to harm, each with what must become of it.

`READ` says that something is read all the same; the other words are the codes of the reasons.
Where two ends are right, because memory or the clock may run out first, both are named.
"""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.meetings.reading import words
from tests.meetings.reading.pdfs import as_bytes, column, flate_bomb, looping_pages, make_pdf

READ = "read"
SAID = ["Punkt 1: Taget", "Bestyrelsen indhenter tilbud.", "Per følger op."]
MINUTES = "Referat\n\nPunkt 1: Taget\n\nBestyrelsen indhenter tilbud. Per følger op.\n"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: how it is made, how it may end, what it is called, and a word of its problem."""

    make: Callable[[], bytes]
    ends: frozenset[str]
    name: str = "referat.pdf"
    problem: str = ""


ALL: dict[str, Hostile] = {}


def hostile(
    *ends: str, name: str = "referat.pdf", problem: str = ""
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def add(make: Callable[[], bytes]) -> Callable[[], bytes]:
        title = make.__name__.replace("_", " ").strip()
        ALL[title] = Hostile(make, frozenset(ends), name, problem)
        return make

    return add


def sound() -> Pdf:
    return make_pdf([column(SAID)])


def sound_word() -> bytes:
    return words.word_file(*map(words.paragraph, MINUTES.split("\n\n")))


# --- PDF ---


@hostile("too_heavy")
def pdf_flate_bomb() -> bytes:
    return flate_bomb()


@hostile("too_heavy", "damaged", "no_text", "no_ocr")
def pdf_flate_bomb_in_a_flate_bomb() -> bytes:
    pdf = sound()
    inner = zlib.compress(b"0 0 m " * 20_000_000, 9)
    content = Stream(pdf, zlib.compress(inner, 9))
    content.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].obj.Contents = pdf.make_indirect(content)
    return as_bytes(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@hostile("too_heavy", READ)
def pdf_operators_without_end() -> bytes:
    pdf = sound()
    show = b"BT /F1 9 Tf " + b"1 0 0 1 60 700 Tm (Per) Tj " * 300_000 + b" ET"
    pdf.pages[0].obj.Contents = Stream(pdf, show)
    return as_bytes(pdf)


@hostile("too_heavy", "damaged", READ)
def pdf_saved_states_without_end() -> bytes:
    pdf = sound()
    pdf.pages[0].obj.Contents = Stream(pdf, b"q " * 500_000 + b"BT /F1 9 Tf (Per) Tj ET")
    return as_bytes(pdf)


@hostile(READ)
def pdf_with_the_lines_of_a_thousand_tables() -> bytes:
    pdf = sound()
    lines = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (n, n, n, n) for n in range(595))
    pdf.pages[0].contents_add(lines * 10)
    return as_bytes(pdf)


@hostile("damaged")
def pdf_pages_in_a_ring() -> bytes:
    return looping_pages()


@hostile(READ, "damaged", "no_text")
def pdf_form_that_draws_itself() -> bytes:
    pdf = sound()
    form = pdf.make_stream(b"/Me Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    form.Resources = Dictionary(XObject=Dictionary(Me=form))
    page = pdf.pages[0]
    page.obj.Resources.XObject = Dictionary(Me=form)
    page.contents_add(b"/Me Do")
    return as_bytes(pdf)


@hostile("damaged", READ)
def pdf_arrays_in_arrays() -> bytes:
    data = as_bytes(sound())
    return data.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 20_000 + b"]" * 20_000)


@hostile("damaged")
def pdf_deep_tree_of_pages() -> bytes:
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    for at in range(2, 5000):
        data += b"%d 0 obj<</Type/Pages/Count 1/Kids[%d 0 R]>>endobj\n" % (at, at + 1)
    data += b"5000 0 obj<</Type/Page/Parent 4999 0 R/MediaBox[0 0 9 9]>>endobj\n"
    return data + b"trailer<</Root 1 0 R/Size 5001>>\n%%EOF"


@hostile("encrypted")
def pdf_locked_for_readers() -> bytes:
    return as_bytes(sound(), encryption=pikepdf.Encryption(user="hemmelig", owner="ejer"))


@hostile(READ)
def pdf_locked_for_writers() -> bytes:
    return as_bytes(sound(), encryption=pikepdf.Encryption(user="", owner="ejer"))


@hostile("damaged")
def pdf_cut_short() -> bytes:
    return as_bytes(sound())[:200]


@hostile("damaged")
def pdf_of_a_header_alone() -> bytes:
    return b"%PDF-1.7\n"


@hostile(READ, problem="beskadiget")
def pdf_without_its_table() -> bytes:
    data = as_bytes(sound(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data[: data.rindex(b"startxref")]


@hostile(READ, "damaged")
def pdf_whose_table_points_nowhere() -> bytes:
    data = as_bytes(sound(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data[: data.rindex(b"startxref")] + b"startxref\n99999999999\n%%EOF"


@hostile(READ, "damaged")
def pdf_whose_tables_follow_each_other() -> bytes:
    data = as_bytes(sound(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    return data.replace(b"trailer <<", b"trailer << /Prev %d" % at)


@hostile(READ, "damaged")
def pdf_with_a_stream_of_false_length() -> bytes:
    data = as_bytes(sound(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data.replace(b"/Length ", b"/Length -9")


@hostile("not_a_document")
def pdf_behind_html() -> bytes:
    return b"<html><script>alert(1)</script></html>\n" + as_bytes(sound())


@hostile(READ)
def pdf_with_a_word_file_behind_it() -> bytes:
    return as_bytes(sound()) + sound_word()


@hostile(READ, problem="programkode")
def pdf_with_javascript() -> bytes:
    pdf = sound()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return as_bytes(pdf)


@hostile(READ, problem="vedhæftede filer")
def pdf_with_a_program_attached() -> bytes:
    pdf = sound()
    pdf.attachments["bilag.exe"] = b"MZ" * 100
    return as_bytes(pdf)


@hostile("too_many_pages")
def pdf_of_ten_thousand_pages() -> bytes:
    pdf = Pdf.new()
    for _ in range(10_000):
        pdf.add_blank_page()
    return as_bytes(pdf)


@hostile("page_too_large")
def pdf_with_a_huge_page() -> bytes:
    pdf = sound()
    pdf.pages[0].obj.MediaBox = Array([0, 0, 2_000_000, 800])
    return as_bytes(pdf)


@hostile("no_pages")
def pdf_without_pages() -> bytes:
    return as_bytes(Pdf.new())


# --- Word ---


def altered(**changes: str | bytes | None) -> bytes:
    """Return a sound Word file with parts changed; document, styles, numbering and rels."""
    paths = {
        "document": "word/document.xml",
        "styles": "word/styles.xml",
        "numbering": "word/numbering.xml",
        "rels": "_rels/.rels",
        "settings_rels": "word/_rels/settings.xml.rels",
    }
    contents = words.parts("".join(map(words.paragraph, MINUTES.split("\n\n"))))
    for part, content in changes.items():
        if content is None:
            del contents[paths[part]]
        else:
            contents[paths[part]] = content
    return words.pack(contents)


def with_doctype(doctype: str, text: str) -> bytes:
    drawn = words.document(words.paragraph("HER"))
    return altered(document=drawn.replace("?>", f"?>{doctype}", 1).replace("HER", text))


@hostile("too_heavy", name="referat.docx")
def word_zip_bomb() -> bytes:
    return altered(document=words.document(" " * 150_000_000))


@hostile("too_heavy", name="referat.docx")
def word_of_too_many_bytes_packed_well() -> bytes:
    contents = words.parts(words.paragraph("Per"))
    noise = bytes(range(256)) * 20
    for at in range(210):
        contents[f"word/media/{at}.bin"] = (noise + b"\x00" * 95_000) * 10
    return words.pack(contents)


@hostile("too_heavy", name="referat.docx")
def word_of_three_thousand_entries() -> bytes:
    contents = words.parts(words.paragraph("Per"))
    return words.pack({**contents, **{f"word/media/{at}.png": b"x" for at in range(3000)}})


@hostile("damaged", "too_heavy", name="referat.docx")
def word_billion_laughs() -> bytes:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_doctype(f'<!DOCTYPE w [<!ENTITY l0 "lol">{lols}]>', "&l9;")


@hostile("damaged", name="referat.docx")
def word_entity_of_a_file() -> bytes:
    return with_doctype('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")


@hostile("damaged", name="referat.docx")
def word_doctype_from_the_network() -> bytes:
    return with_doctype('<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">', "Per")


@hostile(READ, name="referat.docx", problem="udefra")
def word_template_from_the_network() -> bytes:
    outside = words.relations(("attachedTemplate", "http://127.0.0.1:9/x.dotm", True))
    return altered(settings_rels=outside)


@hostile(READ, name="referat.docm", problem="makroer")
def word_with_macros() -> bytes:
    contents = words.parts(words.paragraph("Per følger op."))
    return words.pack({**contents, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@hostile("damaged", name="referat.docx")
def word_with_two_documents_of_one_name() -> bytes:
    out = io.BytesIO(sound_word())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/Document.xml", words.document(words.paragraph("Noget andet")))
    return out.getvalue()


@hostile("damaged", "too_heavy", name="referat.docx")
def word_nested_without_end() -> bytes:
    return altered(document=words.document("<w:customXml>" * 50_000 + "</w:customXml>" * 50_000))


@hostile(READ, "damaged", "too_heavy", name="referat.docx")
def word_tables_in_tables() -> bytes:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return altered(document=words.document(begin * 70 + words.paragraph("Per") + end * 70))


@hostile("damaged", name="referat.docx")
def word_cut_short() -> bytes:
    return sound_word()[:-300]


@hostile("damaged", name="referat.docx")
def word_with_a_wrong_checksum() -> bytes:
    data = words.pack(words.parts(words.paragraph("Per følger op.")), method=zipfile.ZIP_STORED)
    return data.replace(b"Per f", b"Pax f")


@hostile("damaged", name="referat.docx")
def word_that_lies_about_its_size() -> bytes:
    data = sound_word()
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    return data[: entry + 24] + struct.pack("<I", 10) + data[entry + 28 :]


@hostile("encrypted", name="referat.docx")
def word_in_a_locked_zip() -> bytes:
    data = bytearray(sound_word())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


@hostile("damaged", name="referat.docx")
def word_packed_in_another_way() -> bytes:
    return words.pack(words.parts(words.paragraph("Per")), method=zipfile.ZIP_LZMA)


@hostile(READ, name="referat.docx")
def word_with_entries_that_climb_out() -> bytes:
    contents = words.parts(words.paragraph("Per følger op."))
    return words.pack({**contents, "../../etc/cron.d/x": b"x", "/etc/passwd": b"x"})


@hostile("not_a_document", "other_format", name="referat.docx")
def word_whose_document_stands_outside() -> bytes:
    return altered(rels=words.relations(("officeDocument", "../../../etc/passwd", False)))


@hostile("damaged", name="referat.docx")
def word_without_its_document() -> bytes:
    return altered(document=None)


@hostile("damaged", name="referat.docx")
def word_of_something_else_than_xml() -> bytes:
    return altered(document=b"%PDF-1.4 \x00\x01\x02 slet ikke XML")


@hostile(READ, name="referat.docx")
def word_in_utf_16() -> bytes:
    drawn = words.document(words.paragraph("Per følger op.")).replace("UTF-8", "UTF-16")
    return altered(document=drawn.encode("utf-16"))


@hostile(READ, name="referat.docx")
def word_with_styles_in_a_ring_and_wild_numbers() -> bytes:
    ring = '<w:style w:type="paragraph" w:styleId="Titel"><w:basedOn w:val="Titel"/></w:style>'
    styles = f'<w:styles xmlns:w="{words.W}">{ring}</w:styles>'
    level = words.level(0, "lowerRoman", "%1%2%9.").replace('w:val="1"', 'w:val="999999999"', 1)
    numbering = (
        f'<w:numbering xmlns:w="{words.W}"><w:abstractNum w:abstractNumId="0">{level}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = words.paragraph("Per", style="Titel", listed=(1, 0))
    body += words.paragraph("Aase", listed=(1, 99)) + words.paragraph("Bo", listed=(99, -5))
    return altered(document=words.document(body), styles=styles, numbering=numbering)


@hostile("no_text", name="referat.docx")
def word_without_a_word() -> bytes:
    return words.word_file(words.paragraph(), words.paragraph("\u200b\u00ad"))


# --- other formats under a false name ---


@hostile("old_word", name="referat.docx")
def other_old_word() -> bytes:
    directory = "Root Entry".encode("utf-16-le") + bytes(90) + "WordDocument".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + directory + bytes(1000)


@hostile("encrypted", name="referat.docx")
def other_word_with_a_password() -> bytes:
    directory = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + directory + bytes(1000)


@hostile("other_format", name="referat.docx")
def other_spreadsheet() -> bytes:
    return words.pack({"[Content_Types].xml": words.CONTENT_TYPES, "xl/workbook.xml": "<x/>"})


@hostile("other_format", name="referat.txt")
def other_rich_text() -> bytes:
    return b"{\\rtf1\\ansi Referat}"


@hostile("picture", name="referat.pdf")
def other_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 60_000, 60_000) + bytes(99)


@hostile("not_a_document", name="referat.txt")
def other_program() -> bytes:
    return b"\x7fELF" + bytes(range(256)) * 40


# --- text ---


@hostile("empty", name="referat.txt")
def text_of_nothing() -> bytes:
    return b"\xef\xbb\xbf \r\n"


@hostile(READ, "not_a_document", name="referat.txt")
def text_between_nuls() -> bytes:
    return MINUTES.encode().replace(b"\n", b"\x00\n")


@hostile(READ, name="referat.txt")
def text_in_windows_letters() -> bytes:
    return MINUTES.encode("cp1252")


@hostile(READ, name="referat.txt")
def text_in_utf_16_from_the_left() -> bytes:
    return MINUTES.encode("utf-16")


@hostile(READ, name="referat.txt")
def text_in_utf_16_from_the_right() -> bytes:
    return b"\xfe\xff" + MINUTES.encode("utf-16-be")


@hostile(READ, name="referat.txt")
def text_with_lone_surrogates() -> bytes:
    return MINUTES.replace("Per", "Per\ud800").encode("utf-8", "surrogatepass")


@hostile(READ, "not_a_document", name="referat.txt")
def text_in_utf_16_with_lone_surrogates() -> bytes:
    return MINUTES.replace("Per", "Per\udfff").encode("utf-16", "surrogatepass")


@hostile(READ, name="referat.txt")
def text_on_one_line() -> bytes:
    return b"Per " * 500_000


# --- HTML ---


def page(inside: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{inside}</body></html>".encode()


@hostile(READ, name="referat.html")
def html_nested_without_end() -> bytes:
    return page("<div>" * 200_000 + "Per følger op.")


@hostile("too_heavy", name="referat.html")
def html_tables_in_tables() -> bytes:
    return page("<table><tr><td>" * 5000 + "Per")


@hostile(READ, "no_text", name="referat.html")
def html_comments_that_never_end() -> bytes:
    return page("<p>Per følger op.</p>" + "<!-" * 20_000 + "<!--" * 2000)


@hostile("no_text", name="referat.html")
def html_of_code_alone() -> bytes:
    return page("<script>document.write('Per følger op.')</script>")


@hostile(READ, name="referat.html")
def html_that_wants_to_fetch() -> bytes:
    return page(
        "<img src=http://127.0.0.1:9/x><iframe src=file:///etc/passwd></iframe>"
        "<object data=file:///etc/passwd></object><p>Per følger op.</p>"
    )


@hostile(READ, name="referat.html")
def html_with_letters_that_are_none() -> bytes:
    return page("<p>Per &#xD800;&#x110000;&#0;&#99999999999999; følger op.</p>")


# --- mail ---


def mail(*enclosed: tuple[bytes, str], body: str = "Hermed referatet.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Lene Bach <lene.bach@noerrevang.example>"
    message["Subject"] = "Referat"
    message["Message-ID"] = "<1@noerrevang.example>"
    message.set_content(body)
    for content, name in enclosed:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


@hostile(READ, name="referat.eml", problem="vedhæftede fil")
def mail_with_a_path_as_a_name() -> bytes:
    return mail((as_bytes(sound()), "../../etc/\u202efdp.exe")).as_bytes()


@hostile("encrypted", name="referat.eml")
def mail_with_a_locked_file() -> bytes:
    locked = as_bytes(sound(), encryption=pikepdf.Encryption(user="hemmelig", owner="ejer"))
    return mail((locked, "referat.pdf")).as_bytes()


@hostile("too_heavy", name="referat.eml")
def mail_with_a_bomb() -> bytes:
    return mail((altered(document=words.document(" " * 30_000_000)), "referat.docx")).as_bytes()


@hostile("damaged", "too_heavy", READ, "no_text", name="referat.eml")
def mail_nested_without_end() -> bytes:
    head = "MIME-Version: 1.0\nMessage-ID: <1@x>\n"
    for depth in range(3000):
        head += f'Content-Type: multipart/mixed; boundary="{depth}"\n\n--{depth}\n'
    return (head + "\nPer følger op.\n").encode()


@hostile("too_heavy", name="referat.eml")
def mail_of_a_thousand_parts() -> bytes:
    return mail(*[(b"x", f"{at}.bin") for at in range(1000)]).as_bytes()


@hostile(READ, "damaged", "too_heavy", name="referat.eml")
def mail_of_headers_alone() -> bytes:
    return mail().as_bytes().replace(b"From:", b"X-Long: " + b"(((" * 50_000 + b"\nFrom:")


@hostile(READ, "no_text", name="referat.eml")
def mail_in_an_unknown_alphabet() -> bytes:
    return mail(body="Per foelger op.").as_bytes().replace(b"utf-8", b"x-klingon")


@hostile(READ, name="referat.eml")
def mail_with_broken_base64() -> bytes:
    good = base64.b64encode(MINUTES.encode())
    whole = mail().as_bytes()
    head = whole[: whole.index(b"\n\n")].replace(b"7bit", b"base64")
    return head + b"\n\n" + good[:40] + b"!!%%\x80" + good[40:-1]


@hostile(READ, name="referat.eml")
def mail_with_a_subject_of_raw_bytes() -> bytes:
    return mail().as_bytes().replace(b"Subject: Referat", b"Subject: Referat \xed\xa0\x80 \xff")


@hostile(READ, "not_a_document", "no_text", name="referat.eml")
def mail_in_a_mail() -> bytes:
    return mail((mail().as_bytes(), "videresendt.eml")).as_bytes()


# --- names ---

for _name in (
    "referat\n\x01\x1b[31m.pdf",
    "..\\..\\windows\\referat.pdf",
    "referat\u202efdp.exe",
    "re\u0301fe\u0301rat a\u030a.pdf",
    "a" * 251 + ".pdf",
    " ",
    "-rf",
    "%00%2e%2e%2fetc",
):
    ALL[f"name {_name[:24]!a}"] = Hostile(lambda: as_bytes(sound()), frozenset({READ}), _name)
