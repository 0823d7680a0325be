"""What an owner reads, in text and in HTML, and what nobody may read there."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import resolve

from actions.answer_links import read_answer_link
from actions.models import ActionItem, Reminder
from meetings.models import AgendaItem, Event, Person, User
from tests.actions.outbox import another_item, assign, at, one_round
from tests.cast import NOW, Cast, make_meeting

pytestmark = pytest.mark.django_db

CANARY = "Kanariefugl"


def only_mail() -> EmailMultiAlternatives:
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    return sent


def html_of(sent: EmailMultiAlternatives) -> str:
    return str(sent.alternatives[0].content)


def both(sent: EmailMultiAlternatives) -> list[str]:
    return [sent.body, html_of(sent)]


def tell(action_item: ActionItem, *, step: str = "assigned") -> None:
    """Make one step of the item due now, and nothing else of it."""
    assign(action_item)
    action_item.reminders.exclude(step=step).update(state=Reminder.State.CANCELLED)
    action_item.reminders.filter(step=step).update(due_on=NOW.date())


def move_deadline(action_item: ActionItem, deadline: date | None) -> None:
    ActionItem.objects.filter(pk=action_item.pk).update(deadline=deadline)
    action_item.refresh_from_db()


# --- what, why, by when, the words, what to do --------------------------------------------


def test_the_mail_says_what_why_by_when_and_in_which_words(action_item: ActionItem) -> None:
    action_item.commitment.page = 4
    action_item.commitment.save(update_fields=["page"])
    tell(action_item)
    one_round(NOW)
    for part in both(only_mail()):
        assert "Hej Anna" in part
        assert "Udarbejd notat om svømmehallens åbningstider i ferierne" in part
        assert "Frist onsdag 1. april 2026" in part
        assert "Kultur- og Fritidsudvalget, mødet den 2. marts, punkt 2: Svømmehallens" in part
        assert "I referatet, side 4: »Udvalget ønskede et notat om åbningstiderne" in part


def test_its_links_lead_to_the_answer_and_to_the_item(action_item: ActionItem, settings) -> None:
    settings.SITE_URL = "https://folgop.noerrevang.example"
    tell(action_item)
    one_round(NOW)
    for part in both(only_mail()):
        paths = re.findall(r"https://folgop\.noerrevang\.example(/[^\s\"<]+)", part)
        answer, *others, item = (resolve(path) for path in paths if "/afmeld/" not in path)
        assert (answer.url_name, item.url_name) == ("answer", "action_item")
        names = ["answer_deadline", "answer_decline", "answer_status"]
        assert [other.url_name for other in others] == names
        assert item.kwargs == {"pk": action_item.pk}
        link = read_answer_link(answer.kwargs["token"])
        assert (link.action_item_id, link.deadline_version) == (action_item.pk, 1)
        assert link.recipient == f"person:{action_item.owner_person_id}"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (None, "Ingen frist aftalt"),
        (date(2026, 3, 2), "Fristen var mandag 2. marts 2026"),
        (date(2026, 3, 3), "Frist i dag, tirsdag 3. marts"),
        (date(2026, 3, 4), "Frist i morgen, onsdag 4. marts"),
    ],
)
def test_the_deadline_is_said_as_one_says_it(
    action_item: ActionItem, deadline: date | None, words: str
) -> None:
    move_deadline(action_item, deadline)
    tell(action_item)
    one_round(NOW)
    assert all(words in part for part in both(only_mail()))


def test_items_stand_under_new_soon_and_overdue_and_the_subject_counts_them(
    action_item: ActionItem,
) -> None:
    tell(action_item)
    tell(another_item(action_item, task="Inviter klubben"))
    tell(another_item(action_item, task="Undersøg taget", deadline=NOW.date()), step="due")
    tell(another_item(action_item, task="Ring til VVS", deadline=date(2026, 3, 10)), step="due")
    tell(
        another_item(action_item, task="Skriv til nabo", deadline=date(2026, 2, 10)), step="late-20"
    )
    one_round(NOW)
    sent = only_mail()
    assert sent.subject == ("5 opgaver: 2 nye, 1 overskredet, 1 med frist i dag, 1 med frist snart")
    assert in_order(sent.body, "NYE", "Inviter klubben", "FRIST I DAG\n", "Undersøg taget")
    assert in_order(sent.body, "FRIST SNART\n", "Ring til VVS", "OVERSKREDET", "Skriv til nabo")
    html = html_of(sent)
    assert in_order(html, ">Nye opgaver<", ">Frist i dag<", ">Frist snart<", ">Overskredet<")


def in_order(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


@pytest.mark.parametrize(
    ("step", "deadline", "subject"),
    [
        ("assigned", date(2026, 3, 2), "Ny opgave: "),
        ("due", date(2026, 3, 3), "Frist i dag: "),
        ("before-1", date(2026, 3, 4), "Frist i morgen: "),
        ("before-7", date(2027, 1, 4), "Frist 4. januar 2027: "),
        ("late-20", date(2026, 2, 10), "Fristen er overskredet: "),
    ],
)
def test_the_subject_of_one_item_says_what_to_do_and_by_when(
    action_item: ActionItem, step: str, deadline: date, subject: str
) -> None:
    move_deadline(action_item, deadline)
    ActionItem.objects.update(task="Inviter svømmeklubben")
    action_item.refresh_from_db()
    tell(action_item, step=step)
    one_round(NOW)
    assert only_mail().subject == f"{subject}Inviter svømmeklubben"


def test_a_long_task_is_cut_in_the_subject(action_item: ActionItem) -> None:
    ActionItem.objects.update(task="Spørg handelsforeningen om julebelysningen " * 5)
    action_item.refresh_from_db()
    tell(action_item)
    one_round(NOW)
    assert only_mail().subject.startswith("Ny opgave: Spørg handelsforeningen om")
    assert only_mail().subject.endswith(" …")
    assert len(only_mail().subject) <= 70


def test_two_of_a_kind_are_counted(action_item: ActionItem) -> None:
    for task in ("Ring til VVS", "Skriv til nabo"):
        late = another_item(action_item, task=task, deadline=date(2026, 2, 10))
        tell(late, step="late-20")
    one_round(NOW)
    assert only_mail().subject == "2 overskredne opgaver"


def test_what_is_new_is_told_with_the_meeting_it_comes_from(action_item: ActionItem) -> None:
    tell(action_item)
    tell(another_item(action_item))
    one_round(NOW)
    words = "Du er ansvarlig for 2 nye opgaver fra mødet i Kultur- og Fritidsudvalget den 2. marts."
    assert all(words in part for part in both(only_mail()))


def test_items_of_two_meetings_are_told_of_plainly(action_item: ActionItem, cast: Cast) -> None:
    other = make_meeting(cast.other_committee, sha256="b" * 64)
    tell(action_item)
    tell(another_item(action_item, agenda_item=other.agenda_items.latest("position")))
    one_round(NOW)
    assert "Du er ansvarlig for 2 nye opgaver. Er noget" in only_mail().body


def test_news_of_an_item_that_is_known_is_called_changed(action_item: ActionItem) -> None:
    tell(action_item)
    one_round(NOW)
    ActionItem.objects.update(deadline_version=2)
    action_item.refresh_from_db()
    day = date(2026, 3, 4)
    assign(action_item, today=day)
    assign(another_item(action_item), today=day)
    one_round(at(day))
    sent = mail.outbox[1]
    assert sent.subject == "2 opgaver: 1 ny, 1 ændret"
    assert in_order(sent.body, "NY OPGAVE\n=========\n", "ÆNDRET OPGAVE\n=============\n")
    assert in_order(html_of(sent), ">Ny opgave<", ">Ændret opgave<")
    assert "2 nye og ændrede opgaver" in sent.body


def test_an_item_with_several_reminders_due_stands_once(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(at(date(2026, 4, 1)))
    sent = only_mail()
    assert sent.subject.startswith("Ny opgave: Udarbejd notat")
    assert sent.body.count(action_item.task) == 1


def test_a_group_with_nothing_in_it_is_not_there(action_item: ActionItem) -> None:
    tell(action_item)
    one_round(NOW)
    assert "OVERSKREDET" not in only_mail().body
    assert "Overskredet" not in html_of(only_mail())


def test_a_unit_is_spoken_to_as_several(action_item: ActionItem, cast: Cast) -> None:
    tell(another_item(action_item, owner=cast.unit))
    one_round(NOW)
    for part in both(only_mail()):
        assert "Hej Kultur og Fritid" in part
        assert "I er ansvarlige for en ny opgave fra mødet i Kultur- og Fritidsudvalget" in part
    for part in both(only_mail()):
        assert "Giv videre" in part
        assert "Ikke min" not in part


@pytest.mark.parametrize(
    ("reply_to", "words"),
    [("", "Skriv til udvalgets sekretær."), ("kfu@x.example", "Svar på denne mail.")],
)
def test_who_cannot_make_it_is_told_where_to_turn(
    action_item: ActionItem, settings, reply_to: str, words: str
) -> None:
    settings.MAIL_REPLY_TO = reply_to
    tell(action_item)
    one_round(NOW)
    assert all(words in part for part in both(only_mail()))
    assert only_mail().reply_to == ([reply_to] if reply_to else [])


@pytest.fixture
def lene(cast: Cast, action_item: ActionItem) -> Person:
    """Return the person behind the secretary who accepted every item there is."""
    person = Person.objects.create(name="Lene Bach", email="lene.bach@noerrevang.example")
    User.objects.filter(pk=cast.lene.pk).update(person=person)
    ActionItem.objects.update(created_by=cast.lene)
    action_item.refresh_from_db()
    return person


def test_the_secretary_is_named_and_answers_go_there(action_item: ActionItem, lene: Person) -> None:
    tell(action_item)
    one_round(NOW)
    words = "Skriv til Lene Bach, lene.bach@noerrevang.example"
    assert all(words in part for part in both(only_mail()))
    assert only_mail().reply_to == [lene.email]


def test_a_common_mailbox_goes_before_the_secretarys_own(
    action_item: ActionItem, lene: Person, settings
) -> None:
    settings.MAIL_REPLY_TO = "kfu@noerrevang.example"
    tell(action_item)
    one_round(NOW)
    assert only_mail().reply_to == ["kfu@noerrevang.example"]
    assert "Skriv til Lene Bach" in only_mail().body


def test_a_secretary_without_an_address_is_named_all_the_same(
    action_item: ActionItem, lene: Person
) -> None:
    Person.objects.filter(pk=lene.pk).update(email="")
    tell(action_item)
    one_round(NOW)
    assert "Skriv til Lene Bach.\n" in only_mail().body
    assert only_mail().reply_to == []


def test_two_secretaries_are_both_named_and_neither_gets_the_answers(
    action_item: ActionItem, lene: Person, cast: Cast
) -> None:
    eva = Person.objects.create(name="Eva Dam", email="eva.dam@noerrevang.example")
    User.objects.filter(pk=cast.eva.pk).update(person=eva)
    other = another_item(action_item)
    ActionItem.objects.filter(pk=other.pk).update(created_by=cast.eva)
    other.refresh_from_db()
    tell(action_item)
    tell(other)
    one_round(NOW)
    assert "Skriv til Eva Dam, eva.dam@noerrevang.example eller Lene Bach, lene" in only_mail().body
    assert only_mail().reply_to == []


# --- form ---------------------------------------------------------------------------------


def test_the_text_comes_first_and_its_lines_are_clean(action_item: ActionItem) -> None:
    tell(action_item)
    one_round(NOW)
    sent = only_mail()
    parts = [part.get_content_type() for part in sent.message().walk()]
    alternatives = ["multipart/alternative", "text/plain", "text/html"]
    assert parts == ["multipart/mixed", *alternatives, "text/calendar"]
    assert "\n\n\n" not in sent.body
    assert not re.search(r"[ \t]+$", sent.body, re.MULTILINE)
    assert "&quot;" not in sent.body


def test_styles_stand_on_the_elements_and_nothing_is_fetched(action_item: ActionItem) -> None:
    tell(action_item)
    one_round(NOW)
    html = html_of(only_mail())
    # What is left in the head serves the dark alone.
    (style,) = re.findall(r"<style.*?>(.*?)</style>", html, re.DOTALL)
    assert style.strip().startswith("@media (prefers-color-scheme: dark)")
    assert not re.search(r"<(img|link|script|iframe)|url\(|@import", html)
    assert '<html lang="da"' in html
    assert html.count("<table") == html.count('role="presentation"')


def test_headers_keep_machines_quiet(action_item: ActionItem) -> None:
    tell(action_item)
    one_round(NOW)
    headers = only_mail().message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Auto-Response-Suppress"] == "All"
    assert headers.get_all("Message-ID") == [only_mail().extra_headers["Message-ID"]]


@pytest.mark.parametrize(
    "payload", ["\r\nBcc: alle@x.example", "\nX-Ond: 1", "\x1b[2J", "\u202etak"]
)
def test_no_words_become_a_header(
    action_item: ActionItem, cast: Cast, settings, payload: str
) -> None:
    settings.MUNICIPALITY = f"Nørrevang{payload}"
    settings.MAIL_REPLY_TO = f"kfu@x.example{payload}"
    ActionItem.objects.update(task=f"Skriv{payload}")
    Person.objects.filter(pk=cast.anna_holm.pk).update(name=f"Anna{payload} Holm")
    action_item.refresh_from_db()
    tell(action_item)
    one_round(NOW)
    for sent in mail.outbox:
        headers = sent.message()
        assert headers["Bcc"] is None
        assert headers["X-Ond"] is None
        assert sent.recipients() == [cast.anna_holm.email]
    assert len(mail.outbox) == 1


def test_markup_in_the_minutes_is_shown_and_not_obeyed(action_item: ActionItem) -> None:
    ActionItem.objects.update(task="Fjern <script>alert(1)</script> & rens")
    action_item.refresh_from_db()
    tell(action_item)
    one_round(NOW)
    assert "<script>" not in html_of(only_mail())
    assert "&lt;script&gt;" in html_of(only_mail())
    assert "Fjern <script>alert(1)</script> & rens" in only_mail().body


def test_a_long_quotation_is_cut_and_says_so(action_item: ActionItem) -> None:
    tell(another_item(action_item, quote="Udvalget ønskede et notat. " * 60))
    one_round(NOW)
    assert " […]«" in only_mail().body
    assert len(only_mail().body) < 2500


# --- closed items -------------------------------------------------------------------------


@pytest.fixture
def closed_item(action_item: ActionItem) -> ActionItem:
    """Return an action item of a closed agenda item, with a canary in every field."""
    closed = AgendaItem.objects.create(
        meeting=action_item.agenda_item.meeting,
        position=9,
        number="9",
        title=f"{CANARY} i titlen",
        is_closed=True,
        start=0,
        end=1,
    )
    return another_item(
        action_item,
        agenda_item=closed,
        task=f"{CANARY} i opgaven",
        quote=f"{CANARY} i ordene",
        deadline=date(2026, 5, 12),
    )


def test_a_closed_item_gives_a_reference_and_one_link(closed_item: ActionItem, settings) -> None:
    tell(closed_item)
    one_round(NOW)
    sent = only_mail()
    for part in [*both(sent), sent.subject]:
        assert CANARY not in part
        assert "12. maj" not in part
    assert sent.subject == f"Ny opgave: nr. {closed_item.pk}, lukket punkt"
    for part in both(sent):
        assert f"Lukket punkt, opgave nr. {closed_item.pk}" in part
        assert "Kultur- og Fritidsudvalget, mødet den 2. marts, punkt 9" in part
        assert links_of_items(part, settings.SITE_URL) == [f"/opfoelgning/{closed_item.pk}/"]


def links_of_items(part: str, site: str) -> list[str]:
    paths = re.findall(rf"{site}(/[^\s\"<]*)", part)
    return [path for path in paths if not path.startswith("/afmeld/")]


def test_an_open_item_beside_a_closed_one_is_told_in_full(
    action_item: ActionItem, closed_item: ActionItem
) -> None:
    tell(action_item)
    tell(closed_item)
    one_round(NOW)
    for part in both(only_mail()):
        assert action_item.task in part
        assert CANARY not in part


def test_an_owner_without_a_login_gets_the_link_that_needs_none(
    closed_item: ActionItem, settings
) -> None:
    User.objects.filter(username="anna").update(is_active=False)
    tell(closed_item)
    one_round(NOW)
    for part in both(only_mail()):
        assert CANARY not in part
        (link,) = links_of_items(part, settings.SITE_URL)
        assert resolve(link).url_name == "answer"


def test_a_closed_item_leaves_nothing_of_itself_in_outbox_and_log(closed_item: ActionItem) -> None:
    tell(closed_item)
    one_round(NOW)
    stored = closed_item.reminders.get(step="assigned").message
    assert stored is not None
    assert CANARY not in stored.subject + stored.text + stored.html + stored.error
    assert all(CANARY not in event.note + str(event.changes) for event in Event.objects.all())
