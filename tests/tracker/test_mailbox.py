"""Mail in a folder: whole files, read back as they were sent, shown without running them."""

from __future__ import annotations

from email.mime.image import MIMEImage
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from tracker.mailbox import UnknownMailError, mail_names, read_mail, read_mailbox

HTML = "<html><head></head><body><script>window.__x = 1</script><b>Åbn</b></body></html>"


@pytest.fixture(autouse=True)
def no_mail_server(settings) -> None:
    settings.EMAIL_URL = ""
    settings.DEMO = False


def send(subject: str = "Ny opgave", *, html: str = HTML, picture: MIMEImage | None = None) -> str:
    """Send a mail into the folder and return its name there."""
    before = set(mail_names())
    mail = EmailMultiAlternatives(
        subject,
        "Kære Anna\n\nhttp://127.0.0.1:8000/svar/abc/\n",
        "Følg op <folgop@example.org>",
        ["Anna Holm <anna.holm@noerrevang.example>"],
        headers={"Message-ID": "<en@noerrevang.example>", "Auto-Submitted": "auto-generated"},
        connection=get_connection("tracker.mailbox.FolderBackend"),
    )
    if html:
        mail.attach_alternative(html, "text/html")
    if picture:
        mail.attach(picture)
    assert mail.send() == 1
    return (set(mail_names()) - before).pop()


class TestTheFolder:
    def test_a_mail_comes_back_as_it_was_sent(self):
        mail = read_mail(send("Påmindelse: æøå – i dag"))
        assert mail.subject == "Påmindelse: æøå – i dag"
        assert mail.sender == "Følg op <folgop@example.org>"
        assert mail.recipients == "Anna Holm <anna.holm@noerrevang.example>"
        assert ("Message-ID", "<en@noerrevang.example>") in mail.headers
        assert mail.text.startswith("Kære Anna")
        assert "<b>Åbn</b>" in mail.html

    def test_a_picture_in_the_mail_is_seen_in_the_mailbox(self):
        picture = MIMEImage(b"\x89PNG", "png")
        picture.add_header("Content-ID", "<udklip-1@noerrevang.example>")
        html = '<img src="cid:udklip-1@noerrevang.example"><img src="cid:en-anden">'
        shown = read_mail(send(html=html, picture=picture)).html
        assert shown == '<img src="data:image/png;base64,iVBORw=="><img src="cid:en-anden">'

    def test_a_mail_without_html_has_none(self):
        assert read_mail(send(html="")).html == ""

    def test_the_newest_stands_first(self):
        first, second = send("Første"), send("Anden")
        assert mail_names() == [second, first]
        assert [mail.subject for mail in read_mailbox(mail_names())] == ["Anden", "Første"]

    def test_nothing_half_written_is_left_or_listed(self, settings):
        send()
        folder = Path(settings.MAIL_FOLDER)
        assert [path.suffix for path in folder.iterdir()] == [".eml"]
        (folder / "tmpabc.tmp").write_bytes(b"Subject: halv")
        (folder / "fremmed.eml").write_bytes(b"Subject: fremmed")
        assert len(mail_names()) == 1

    def test_a_mail_to_nobody_is_not_sent(self):
        connection = get_connection("tracker.mailbox.FolderBackend")
        assert EmailMultiAlternatives("Emne", "Tekst", connection=connection).send() == 0
        assert mail_names() == []

    @pytest.mark.parametrize("name", ["../secret-key", "..", "a/b", "", "20260303T090000000000-x"])
    def test_a_name_leads_nowhere_else(self, name):
        with pytest.raises(UnknownMailError):
            read_mail(name)

    def test_a_mail_that_has_gone_is_left_out_of_the_list(self, settings):
        name = send()
        (Path(settings.MAIL_FOLDER) / f"{name}.eml").unlink()
        assert read_mailbox([name]) == []


class TestThePages:
    def test_the_administrator_sees_the_list_and_the_mail(self, cast, client_of):
        name = send()
        client = client_of(cast.bo)
        page = client.get(reverse("mailbox")).text
        assert "Ny opgave" in page
        assert "Alle kan se alle mails" not in page
        page = client.get(reverse("mailbox_message", args=[name])).text
        assert "&lt;en@noerrevang.example&gt;" in page
        assert 'href="http://127.0.0.1:8000/svar/abc/"' in page

    def test_an_empty_folder_says_so(self, cast, client_of):
        assert "ikke sendt nogen mails" in client_of(cast.bo).get(reverse("mailbox")).text

    @pytest.mark.parametrize("who", ["lene", "ib", "anna", "mads"])
    def test_others_do_not(self, cast, client_of, who):
        name = send()
        client = client_of(getattr(cast, who))
        for address in addresses(name):
            answer = client.get(address)
            assert answer.status_code == 403
            assert "Ny opgave" not in answer.text

    def test_in_a_demo_everybody_with_a_login_does(self, cast, client_of, settings):
        settings.DEMO = True
        name = send()
        for address in addresses(name):
            assert client_of(cast.anna).get(address).status_code == 200
        page = client_of(cast.anna).get(reverse("mailbox")).text
        assert "Alle kan se alle mails her, fordi det er en prøveopsætning." in page

    def test_nobody_does_without_a_login(self, client, db, settings):
        settings.DEMO = True
        for address in addresses(send()):
            assert client.get(address).status_code == 302

    def test_with_a_mail_server_there_is_no_such_page(self, cast, client_of, settings):
        settings.EMAIL_URL = "smtp://mail.example:25"
        for address in addresses(send()):
            assert client_of(cast.bo).get(address).status_code == 404

    def test_a_mail_that_is_not_there(self, cast, client_of):
        client = client_of(cast.bo)
        for address in addresses("20260303T090000000000-" + "0" * 32)[1:]:
            assert client.get(address).status_code == 404

    def test_the_html_may_do_nothing(self, cast, client_of):
        answer = client_of(cast.bo).get(reverse("mailbox_html", args=[send()]))
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "allow-scripts" not in policy
        assert "allow-same-origin" not in policy
        assert "frame-ancestors 'self'" in policy
        assert answer["X-Frame-Options"] == "SAMEORIGIN"

    def test_only_the_page_of_a_mail_may_frame_it(self, cast, client_of):
        client = client_of(cast.bo)
        page = client.get(reverse("mailbox_message", args=[send()]))
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        assert "frame-src" not in client.get(reverse("mailbox"))["Content-Security-Policy"]

    def test_the_text_of_a_mail_is_shown_as_text(self, cast, client_of):
        name = send("<script>window.__x = 1</script>")
        page = client_of(cast.bo).get(reverse("mailbox_message", args=[name])).text
        assert "<script>window" not in page


def addresses(name: str) -> list[str]:
    return [
        reverse("mailbox"),
        reverse("mailbox_message", args=[name]),
        reverse("mailbox_html", args=[name]),
    ]
