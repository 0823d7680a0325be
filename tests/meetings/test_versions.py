"""Minutes that are here already add nothing; corrected ones are laid beside; nothing is guessed."""

from __future__ import annotations

import threading
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from actions.models import Commitment
from meetings.models import AgendaItem, Document, Event, Meeting, MinutesCopy
from meetings.services import fingerprints
from meetings.services.documents import document_read, document_receive
from meetings.services.fingerprints import meetings_unindexed
from tests import cast as people
from tests.cast import NOW, Cast
from tests.versions import COPY, CORRECTED, MINUTES, take_in

UNDATED = MINUTES.replace("02-03-2026 16:00 - 18:00\n\n", "")
# The agenda of the next meeting with the minutes of this one bound in.
BUNDLE = (
    """Kultur- og Fritidsudvalget

06-04-2026 16:00 - 18:00

Rådhuset, lokale 2

Dagsorden

Punkt 1: Godkendelse af dagsorden

Punkt 2: Biblioteket

Sagsfremstilling

Forvaltningen gør rede for tallene.

"""
    + MINUTES
)


def test_the_same_minutes_in_another_file_add_no_meeting_and_no_suggestions(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    before = list(Commitment.objects.values_list("pk", "status"))
    again = take_in(COPY, committee=cast.committee, cast=cast, name="kopi.txt")
    assert Meeting.objects.count() == 1
    assert list(Commitment.objects.values_list("pk", "status")) == before
    assert MinutesCopy.objects.get().document == again
    assert again.stage == Document.Stage.READY
    assert Event.objects.filter(subject_id=again.pk, kind=Event.Kind.COPIED).exists()


def test_the_minutes_in_the_next_meetings_bundle_are_those_of_the_meeting_before(
    cast: Cast,
) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    take_in(BUNDLE, committee=cast.committee, cast=cast, name="dagsorden.txt")
    assert Meeting.objects.count() == 1
    assert MinutesCopy.objects.get().meeting == Meeting.objects.get()


def test_a_corrected_version_is_no_second_meeting_and_overwrites_nothing(cast: Cast) -> None:
    first = take_in(MINUTES, committee=cast.committee, cast=cast)
    take_in(CORRECTED, committee=cast.committee, cast=cast, name="rettet.txt")
    meeting = Meeting.objects.get(version_of=None)
    assert meeting.document == first
    assert meeting.versions.get().document.name == "rettet.txt"
    assert not MinutesCopy.objects.exists()


def test_a_copy_of_the_corrected_version_is_a_copy_too(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    take_in(CORRECTED, committee=cast.committee, cast=cast, name="rettet.txt")
    take_in(CORRECTED + "\n \n", committee=cast.committee, cast=cast, name="rettet igen.txt")
    assert Meeting.objects.count() == 2
    assert MinutesCopy.objects.get().document.name == "rettet igen.txt"


@pytest.mark.parametrize(
    ("was", "became"),
    [("02-03-2026", "03-03-2026"), ("Kultur- og Fritidsudvalget", "Børne- og Skoleudvalget")],
)
def test_another_day_or_committee_is_another_meeting_however_alike(
    cast: Cast, was: str, became: str
) -> None:
    committee = None if "udvalg" in was else cast.committee
    take_in(MINUTES, committee=committee, cast=cast)
    take_in(MINUTES.replace(was, became), committee=committee, cast=cast, name="andet.txt")
    assert Meeting.objects.filter(version_of=None).count() == 2
    assert not MinutesCopy.objects.exists()


def test_a_boilerplate_meeting_is_not_taken_for_another(cast: Cast) -> None:
    short = (
        "Teknik- og Miljøudvalget\n\nReferat\n\nPunkt 1: Godkendelse af dagsorden\n\nGodkendt.\n"
    )
    take_in(short, committee=cast.other_committee, cast=cast)
    take_in(short + "\n", committee=cast.other_committee, cast=cast, name="andet.txt")
    assert Meeting.objects.filter(resembles=None, version_of=None).count() == 2


def test_minutes_without_a_date_that_look_alike_are_asked_about_and_not_joined(
    cast: Cast,
) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    take_in(UNDATED, committee=cast.committee, cast=cast, name="uden dato.txt")
    undated = Meeting.objects.get(held_on=None)
    assert undated.resembles == Meeting.objects.get(held_on__isnull=False)
    assert undated.version_of is None


def test_what_one_version_keeps_closed_is_closed_in_all(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    AgendaItem.objects.filter(number="2").update(is_closed=True)
    closing = CORRECTED.replace("Punkt 3: Hallens tag", "Punkt 3: Hallens tag (lukket)")
    take_in(closing, committee=cast.committee, cast=cast, name="rettet.txt")
    closed = AgendaItem.objects.filter(is_closed=True).values_list("meeting", "number")
    assert sorted(closed) == sorted(
        (meeting.pk, number) for meeting in Meeting.objects.all() for number in ("2", "3")
    )
    closing_of = Event.objects.filter(changes__has_key="is_closed")
    first = Meeting.objects.get(version_of=None)
    assert [(one.subject, one.subject_id, one.note) for one in closing_of] == [
        ("meeting", first.pk, "3")
    ]


def test_rows_from_before_get_their_words_and_are_recognised(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    fresh = list(AgendaItem.objects.values_list("minuted", "fingerprint"))
    AgendaItem.objects.update(minuted="", fingerprint="")
    said = StringIO()
    call_command("index_minutes", stdout=said)
    call_command("index_minutes", stdout=said)
    assert said.getvalue().split("\n")[:2] == ["3 punkter er læst.", "0 punkter er læst."]
    assert list(AgendaItem.objects.values_list("minuted", "fingerprint")) == fresh


def test_rows_from_before_are_recognised_before_anybody_has_read_them_anew(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    AgendaItem.objects.update(minuted="", fingerprint="")
    take_in(COPY, committee=cast.committee, cast=cast, name="kopi.txt")
    assert Meeting.objects.count() == 1


def test_an_item_without_a_word_is_read_once_and_not_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wordless = f"{MINUTES}\nPunkt 4: Eventuelt\n"
    document = take_in(wordless, committee=cast.committee, cast=cast)
    assert document.meetings.get().agenda_items.get(number="4").minuted == ""
    assert list(meetings_unindexed()) == []

    def must_not_read(*_args: object, **_more: object) -> None:
        raise AssertionError("read once more")

    monkeypatch.setattr(fingerprints, "read_minutes", must_not_read)
    take_in(f"{CORRECTED}\nPunkt 4: Eventuelt\n", committee=cast.committee, cast=cast)
    assert Meeting.objects.exclude(version_of=None).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("texts", [(MINUTES, COPY), (MINUTES, CORRECTED)])
def test_two_files_in_the_same_moment_give_one_meeting(texts: tuple[str, str]) -> None:
    cast = people.make_cast()
    documents = [
        document_receive(
            name=f"{at}.txt",
            content=ContentFile(text.encode()),
            committee=cast.committee,
            by=cast.lene,
            now=NOW,
        )
        for at, text in enumerate(texts)
    ]
    start, broken = threading.Barrier(2), []

    def read(document: Document) -> None:
        try:
            start.wait(timeout=30)
            document_read(document_id=document.pk, now=NOW)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=[document]) for document in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert broken == []
    assert Meeting.objects.filter(version_of=None).count() == 1
    assert Document.objects.filter(stage=Document.Stage.READ).count() == 2
