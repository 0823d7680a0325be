"""The follow-up paper: everything once, each with its words, closed items in the annex alone."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from docx import Document

from actions.models import ActionItem, Commitment, Extension, PaperTemplate
from actions.services.extensions import deadline_extend
from meetings.models import AgendaItem, Event, Meeting, PlannedMeeting
from meetings.reading.structure import Participant
from tests.cast import NOW, TODAY, Cast
from tracker.reports.pdf import pdf_of
from tracker.templatetags.folgop import whole_dates
from tracker.web.evidence import Named

CANARY = "kanariefuglen"
COMING = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def item(meeting: Meeting, task: str, **more: object) -> ActionItem:
    values = {
        "task": task,
        "committee": meeting.committee,
        "agenda_item": meeting.agenda_items.get(position=1),
        "promised_on": meeting.held_on,
        "assigned_at": NOW,
        "created_at": NOW,
    }
    return ActionItem.objects.create(**{**values, **more})


@pytest.fixture
def planned(cast: Cast, meeting: Meeting) -> PlannedMeeting:
    """A meeting to come, and what has become of five promises."""
    anna = cast.anna_holm
    done = {"status": "done", "closed_at": NOW, "answered_at": NOW, "answered_by": "Anna Holm"}
    item(meeting, "Undersøg taget", owner_person=anna, answer="Taget er tæt.", **done)
    item(meeting, "Spørg klubben", owner_person=anna, **{**done, "closed_at": NOW.replace(month=1)})
    late = item(meeting, "Skriv notat", owner_person=anna, deadline=TODAY - timedelta(days=3))
    Event.objects.create(
        at=NOW, subject="action_item", subject_id=late.pk, kind="noted", note="Vi mangler tal."
    )
    item(meeting, "Mal hallen", owner_unit=cast.unit, deadline=COMING)
    item(meeting, f"Fodr {CANARY}", is_closed=True, deadline=None)
    item(meeting, "Send brev", status="answered", answered_at=NOW, answer="Brevet er sendt.")
    return PlannedMeeting.objects.create(committee=cast.committee, held_on=COMING)


def word(client_of, user, planned, part: str = "aaben") -> str:
    address = reverse("paper_file", args=[planned.pk, part, "docx"])
    answer = client_of(user).get(address)
    assert answer.status_code == 200
    file = Document(io.BytesIO(answer.content))
    return "\n".join(paragraph.text for paragraph in file.paragraphs)


def pdf(client_of, user, planned, part: str = "aaben") -> bytes:
    answer = client_of(user).get(reverse("paper_file", args=[planned.pk, part, "pdf"]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def pdf_words(content: bytes) -> str:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(content) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)


def test_each_item_stands_once_under_what_became_of_it(cast, planned, client_of) -> None:
    answer = client_of(cast.lene).get(reverse("paper", args=[planned.pk]))
    (_name, part), (_annex, closed) = answer.context["parts"]
    told = {section.kind: [one.row.task for one in section.rows] for section in part.sections}
    assert told == {
        "delivered": ["Undersøg taget", "Send brev"],
        "late": ["Skriv notat"],
        "open": ["Mal hallen"],
    }
    assert [one.row.task for section in closed.sections for one in section.rows] == [
        f"Fodr {CANARY}"
    ]
    unfinished = ActionItem.objects.exclude(status__in=["done", "cancelled"])
    both = [one.row.pk for one in (*part.sections, *closed.sections) for one in one.rows]
    assert set(unfinished.values_list("pk", flat=True)) <= set(both)
    assert len(both) == len(set(both))


def test_word_says_it_all_with_headings_and_language(cast, planned, client_of) -> None:
    text = word(client_of, cast.lene, planned)
    assert "Leveret siden sidste møde (2)" in text
    assert "Svar: Taget er tæt." in text
    assert "Begrundelse: Vi mangler tal." in text
    assert "Punkt 2. Svømmehallens åbningstider, mødet 02-03-2026" in text
    assert "til mødet den 02-04-2026" in text
    address = reverse("paper_file", args=[planned.pk, "aaben", "docx"])
    file = Document(io.BytesIO(client_of(cast.lene).get(address).content))
    assert file.core_properties.language == "da-DK"
    assert file.core_properties.title == "Opfølgning på tidligere beslutninger"
    assert {p.style.name for p in file.paragraphs} >= {"Title", "Heading 1", "Heading 2"}
    links = [rel.target_ref for rel in file.part.rels.values() if rel.is_external]
    assert len(links) == len(set(links)) == 4


def test_the_quote_of_the_minutes_stands_with_it(cast, action_item, planned, client_of) -> None:
    quote = action_item.commitment.quote
    assert f"»{quote}«" in word(client_of, cast.lene, planned)
    words = " ".join(pdf_words(pdf(client_of, cast.lene, planned)).split())
    assert quote in words.replace("- ", "")


def test_a_word_divided_at_a_line_end_is_whole_in_every_paper(
    cast, action_item, planned, client_of
) -> None:
    Commitment.objects.filter(pk=action_item.commitment_id).update(
        quote="Halvor åbner halsystue-\nrne hen i week-\nenderne."
    )
    whole = "weekenderne"
    assert whole in word(client_of, cast.lene, planned)
    assert whole in client_of(cast.lene).get(reverse("paper", args=[planned.pk])).text
    life = client_of(cast.lene).get(reverse("action_item_life", args=[action_item.pk, "pdf"]))
    assert whole in pdf_words(life.content).replace("\n", "")


def test_dates_stay_on_one_line_on_the_page(cast, planned, client_of) -> None:
    text = client_of(cast.lene).get(reverse("paper", args=[planned.pk])).text
    assert 'mødet <span class="nowrap">02-03-2026</span>' in text
    assert whole_dates("<b> 02-03-2026") == '&lt;b&gt; <span class="nowrap">02-03-2026</span>'


@pytest.mark.parametrize(("title", "told"), [("Referent", ""), ("Centerchef", "referent")])
def test_a_role_is_not_said_twice(title, told) -> None:
    assert (
        Named(Participant("Pia Vestergaard", "PV", title, "minute_taker"), None).role_words == told
    )


def test_pdf_is_for_everybody(cast, planned, client_of) -> None:
    with pikepdf.open(io.BytesIO(pdf(client_of, cast.lene, planned))) as file:
        root = file.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "da"
        assert root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Opfølgning på tidligere beslutninger" in metadata["dc:title"]
        tags = set(structure(root.StructTreeRoot))
        assert {"/H1", "/H2", "/H3", "/P", "/Link"} <= tags
        for page in file.pages:
            assert str(page.get("/Tabs")) == "/S"
            for note in page.get("/Annots", []):
                assert note.get("/Contents") or note.get("/StructParent") is not None


def structure(element) -> list[str]:
    """Return the tag of the element and of all below it."""
    found = [str(element.S)] if isinstance(element, pikepdf.Dictionary) and "/S" in element else []
    below = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    if isinstance(below, pikepdf.Array):
        for one in below:
            found += structure(one)
    elif isinstance(below, pikepdf.Dictionary):
        found += structure(below)
    return found


def test_pdf_and_word_say_the_same(cast, planned, client_of) -> None:
    words = " ".join(pdf_words(pdf(client_of, cast.lene, planned)).split())
    for task in ("Undersøg taget", "Send brev", "Skriv notat", "Mal hallen"):
        assert words.count(task) == 1
    assert "Vi mangler tal." in words


def test_the_annex_is_neither_shown_fetched_nor_kept_unseen(cast, planned, client_of) -> None:
    client, looks = client_of(cast.lene), Event.objects.filter(kind__in=Event.LOOKS).order_by("pk")
    closed = ActionItem.objects.get(is_closed=True)
    page = client.get(reverse("paper", args=[planned.pk]))
    file = client.get(reverse("paper_file", args=[planned.pk, "lukket-bilag", "docx"]))
    for answer in (page, file):
        assert "no-store" in answer["Cache-Control"]
    shown, fetched = looks
    assert (shown.kind, fetched.kind, fetched.by) == ("viewed", "exported", cast.lene)
    assert f"opgave {closed.pk}" in shown.note
    assert fetched.note.endswith("(lukket-bilag.docx): 1 opgaver, heraf 1 lukkede")
    word(client_of, cast.lene, planned)
    assert looks.last().note.endswith("heraf 0 lukkede")
    closed.delete()
    client.get(reverse("paper", args=[planned.pk]))
    assert looks.all().count() == 3


def test_only_a_status_and_a_deadline_that_stands_are_reasons(cast, planned, client_of) -> None:
    late = ActionItem.objects.get(task="Skriv notat")
    for kind in ("answer_returned", "declined", "extension_asked", "extended"):
        Event.objects.create(
            at=NOW + timedelta(hours=1), subject="action_item", subject_id=late.pk, kind=kind,
            note=f"{CANARY} {kind}",
        )  # fmt: skip
    for state in (Extension.State.UNDONE, Extension.State.WAITING, Extension.State.GRANTED):
        Extension.objects.create(
            action_item=late, deadline_version=1, deadline=COMING, reason=f"Årsag {state}",
            state=state, asked_at=NOW - timedelta(days=1),
        )  # fmt: skip
    assert "Begrundelse: Vi mangler tal." in word(client_of, cast.lene, planned)
    Extension.objects.filter(state=Extension.State.GRANTED).update(asked_at=NOW + timedelta(days=1))
    text = word(client_of, cast.lene, planned)
    assert "Begrundelse: Årsag granted" in text
    assert CANARY not in text


def test_what_was_not_sent_yet_is_in_no_paper(cast, planned, client_of) -> None:
    ActionItem.objects.filter(task="Mal hallen").update(assigned_at=None)
    text = word(client_of, cast.lene, planned)
    assert "Mal hallen" not in text
    assert "Skriv notat" in text


def test_what_is_closed_is_in_the_annex_alone(cast, planned, client_of) -> None:
    assert CANARY not in word(client_of, cast.lene, planned)
    assert CANARY.encode() not in pdf(client_of, cast.lene, planned)
    assert CANARY not in pdf_words(pdf(client_of, cast.lene, planned))
    annex = word(client_of, cast.lene, planned, "lukket-bilag")
    assert f"Fodr {CANARY}" in annex
    assert annex.startswith("Lukket bilag: ")
    assert "Mal hallen" not in annex
    assert CANARY in pdf_words(pdf(client_of, cast.lene, planned, "lukket-bilag"))


@pytest.mark.parametrize("who", ["eva", "ib", "mads", "ulla", "anna"])
def test_nobody_else_gets_it(cast, planned, client_of, who) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(reverse("paper", args=[planned.pk])).status_code == 404
    for part in ("aaben", "lukket-bilag"):
        for kind in ("docx", "pdf"):
            answer = client.get(reverse("paper_file", args=[planned.pk, part, kind]))
            assert answer.status_code == 404


def test_a_later_deadline_tells_its_reason(cast, meeting, client_of) -> None:
    planned = PlannedMeeting.objects.create(committee=cast.committee, held_on=COMING)
    one = item(meeting, "Ring rundt", owner_person=cast.anna_holm, deadline=TODAY)
    deadline_extend(
        action_item=one, deadline_version=1, deadline=TODAY + timedelta(days=9),
        reason="Klubben har ferie.", by=cast.anna, by_name="", now=NOW,
    )  # fmt: skip
    assert Extension.objects.exists()
    text = word(client_of, cast.lene, planned)
    assert "Begrundelse: Klubben har ferie." in text
    assert "udsat 1 gang" in text


def test_a_line_can_be_pasted_for_each(cast, planned, client_of) -> None:
    page = client_of(cast.lene).get(reverse("paper", args=[planned.pk])).text
    lines = re.findall(r"^Nr\. \d+: .*$", page.split("<textarea")[1], re.MULTILINE)
    assert any("Skriv notat (Anna Holm" in line and "overskredet" in line for line in lines)


def test_the_secretariat_writes_the_texts(cast, planned, client_of) -> None:
    client, address = client_of(cast.lene), reverse("paper_template")
    address = f"{address}?udvalg={cast.committee.pk}"
    texts = {
        "title": "Status til [udvalg]", "intro": "Siden [sidste møde].",
        "order": "open,late,delivered",
        "delivered_heading": "Gjort", "late_heading": "For sent", "open_heading": "I gang",
        "closing": "Det indstilles, at status tages til efterretning.", "seen": "0",
    }  # fmt: skip
    assert client.post(address, texts).status_code == 302
    text = word(client_of, cast.lene, planned)
    assert text.startswith("Status til Kultur- og Fritidsudvalget")
    assert "Siden 02-03-2026." in text
    assert text.index("I gang (1)") < text.index("For sent (1)") < text.index("Gjort (2)")
    assert text.rstrip().endswith("tages til efterretning.")
    assert Event.objects.filter(subject="register", note__startswith="Skabelon").count() == 1
    # Another one had the page open since before.
    answer = client.post(address, {**texts, "closing": "Mine ord er gode."})
    assert answer.status_code == 409
    assert "Intet er gemt; det, du skrev, står her." in answer.text
    assert "Mine ord er gode." in answer.text
    assert '<input type="hidden" name="seen" value="1"' in answer.text
    assert "Mine ord" not in PaperTemplate.objects.get().closing
    assert client.post(address, {**texts, "title": "", "seen": "1"}).status_code == 422
    assert PaperTemplate.objects.get().version == 1


def test_texts_of_other_committees_and_of_all_are_for_others(cast, planned, client_of) -> None:
    address, client = reverse("paper_template"), client_of(cast.lene)
    assert client.get(f"{address}?udvalg={cast.other_committee.pk}").status_code == 403
    assert client.post(f"{address}?udvalg={cast.other_committee.pk}", {}).status_code == 403
    # Without a committee it is her own first one, not everybody's.
    assert client.get(address).context["committee"] == cast.committee
    assert client_of(cast.bo).get(address).context["committee"] is None


def test_nothing_that_a_text_names_is_fetched(cast, meeting, client_of, tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmeligt indhold")
    planned = PlannedMeeting.objects.create(committee=cast.committee, held_on=COMING)
    attack = (
        f'<img src="http://127.0.0.1:9/x.png"><link rel=attachment href="file://{secret}">'
        f"<style>@import url(file://{secret})</style>"
    )
    item(meeting, attack)
    content = pdf(client_of, cast.lene, planned)
    assert b"EmbeddedFile" not in content
    assert "hemmeligt indhold" not in pdf_words(content)


def test_even_markup_of_ours_fetches_neither_file_nor_address(tmp_path, settings) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmeligt indhold")
    template = tmp_path / "attack.html"
    template.write_text(
        f'<html lang="da"><head><title>x</title><link rel=attachment href="file://{secret}">'
        f'</head><body><p>Her</p><img alt="" src="http://127.0.0.1:9/x.png">'
        f'<object data="file://{secret}"></object></body></html>'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    content = pdf_of("attack.html", {})
    with pikepdf.open(io.BytesIO(content)) as file:
        assert not file.attachments
    assert b"EmbeddedFile" not in content


def test_a_committee_that_never_met_tells_all_that_was_done(cast, client_of) -> None:
    planned = PlannedMeeting.objects.create(committee=cast.committee, held_on=date(2026, 4, 2))
    text = word(client_of, cast.lene, planned)
    assert text.count("Ingen.") == 3


def test_closed_by_its_agenda_item_is_closed_here_too(
    cast, action_item, planned, client_of
) -> None:
    AgendaItem.objects.update(is_closed=True)
    assert word(client_of, cast.lene, planned).count("Nr. ") == 0
    assert word(client_of, cast.lene, planned, "lukket-bilag").count("Nr. ") == 6


def test_the_page_names_minutes_that_nobody_has_gone_through_and_the_paper_does_not(
    cast, planned, meeting, client_of
) -> None:
    page = reverse("paper", args=[planned.pk])
    shown = client_of(cast.lene).get(page).text
    assert "Mødet 02-03-2026 er ikke gennemgået færdigt." in shown
    assert f'<a href="{reverse("review", args=[meeting.pk])}">Gennemgå mødet</a>' in shown
    assert "gennemgået" not in pdf_words(pdf(client_of, cast.lene, planned))
    Meeting.objects.update(review=Meeting.Review.SENT)
    assert "gennemgået færdigt" not in client_of(cast.lene).get(page).text


def test_minutes_of_another_committee_or_of_a_later_day_are_not_named(
    cast, planned, meeting, client_of
) -> None:
    page = reverse("paper", args=[planned.pk])
    for elsewhere in ({"committee": cast.other_committee}, {"held_on": planned.held_on}):
        Meeting.objects.update(**{"committee": cast.committee, **elsewhere})
        assert "gennemgået færdigt" not in client_of(cast.lene).get(page).text


def test_the_page_counts_what_is_accepted_and_not_sent_and_the_paper_does_not(
    cast, planned, meeting, client_of
) -> None:
    page = reverse("paper", args=[planned.pk])
    assert "ikke sendt" not in client_of(cast.lene).get(page).text
    for task in ("Spørg naboen", "Ring til klubben"):
        item(meeting, task, assigned_at=None)
    item(meeting, "Bortfaldt", assigned_at=None, status="cancelled", closed_at=NOW)
    shown = client_of(cast.lene).get(page).text
    assert "2 opgaver fra mødet 02-03-2026 er godkendt, men ikke sendt." in shown
    link = reverse("review", args=[meeting.pk])
    assert f'<a href="{link}">Send fra gennemgangen</a>' in shown
    assert "ikke sendt" not in pdf_words(pdf(client_of, cast.lene, planned))
    Meeting.objects.update(held_on=planned.held_on)
    assert "ikke sendt" not in client_of(cast.lene).get(page).text


def test_closed_items_that_are_not_sent_are_counted_for_who_may_see_them(
    cast, planned, meeting, client_of
) -> None:
    item(meeting, "Hemmelig", assigned_at=None, is_closed=True)
    page = reverse("paper", args=[planned.pk])
    words = "1 opgave fra mødet 02-03-2026 er godkendt, men ikke sendt."
    assert words in client_of(cast.lene).get(page).text
    assert client_of(cast.eva).get(page).status_code == 404
