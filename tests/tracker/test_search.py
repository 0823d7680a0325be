"""The search: parts of words, for who may see them, and nothing of the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from actions.models import ActionItem, SearchEntry
from actions.services.answers import action_item_answer
from actions.services.search import search_follow, search_is_behind, search_rebuild
from meetings.models import AgendaItem, Committee, Document, Event, Meeting
from tests.cast import NOW, Cast, make_meeting
from tests.meetings.test_audit import seal_now
from tracker.searching import lit, search_terms

CANARY = "kanariefuglen"


def page(client_of, user, asked: str, **more: str):
    return client_of(user).get(reverse("search"), {"q": asked, **more})


def counts(answer) -> dict[str, int]:
    return {one.kind: one.count for one in answer.context["found"]}


def found(answer, kind: str) -> list[str]:
    (one,) = [one for one in answer.context["found"] if one.kind == kind]
    return ["".join(piece.text for piece in hit.head) for hit in one.hits]


def say(action_item: ActionItem, **words: str) -> None:
    ActionItem.objects.filter(pk=action_item.pk).update(**words)
    search_rebuild()


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("notat", "Udarbejd støjnotatet"),
        ("støj", "Udarbejd støjnotatet"),
        ("udvalg", "Spørg kulturudvalgene"),
        ("børnehave", "Besøg børnehaverne"),
        ("ase nørregaard", "Ring til Åse Nørregård"),
        ("aase", "Ring til Åse Nørregård"),
        ("svømmehal", "Mal sv\ufffdmmehallen"),
        ("svømmehal", "Mal svommehallen"),
        ("folketal", "Se på fo1ketallet"),
        ("taget undersøges", "Taget undersøges igen"),
        ("undersøges taget", "Taget undersøges igen"),
        ("på", "Se på taget"),
        ("ø", "Gå i bad på øen"),
        ("100%", "Giv 100% støtte"),
        ('"', 'Kald den "Møllen"'),
        ("a_b", "Ret a_b nu"),
    ],
)
def test_a_part_of_a_word_finds_it(cast: Cast, action_item, client_of, asked, written) -> None:
    say(action_item, task=written)
    assert written in found(page(client_of, cast.lene, asked), "opgaver")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("notater", "Udarbejd støjnotatet"),
        ("100%", "Giv 1000 støtte"),
        ("a_b", "Ret axb nu"),
        ("taget loftet", "Taget undersøges igen"),
        ('x" OR "t', "Taget undersøges igen"),
    ],
)
def test_what_is_not_there_is_not_found(cast: Cast, action_item, client_of, asked, written) -> None:
    say(action_item, task=written)
    assert counts(page(client_of, cast.lene, asked))["opgaver"] == 0


def test_quote_background_and_answer_are_searched(cast: Cast, action_item, client_of) -> None:
    say(action_item, answer="Rapporten er vedlagt.", background="Efter et ønske fra naboerne.")
    for asked in ("rapport", "nabo", "ferierne. KF"):
        assert counts(page(client_of, cast.lene, asked))["opgaver"] == 1


def test_minutes_are_searched(cast: Cast, meeting: Meeting, client_of) -> None:
    AgendaItem.objects.filter(position=1).update(minuted="Formanden orienterede om lugtgener.")
    search_rebuild()
    answer = page(client_of, cast.ib, "lugt")
    assert found(answer, "punkter") == ["2. Svømmehallens åbningstider"]
    assert '<mark class="lit">lugt</mark>gener' in answer.text
    assert f"#agenda-item-{AgendaItem.objects.get(position=1).pk}" in answer.text


def test_what_is_lit_is_escaped(cast: Cast, action_item, client_of) -> None:
    say(action_item, task="<script>støj</script> & støjnotat")
    answer = page(client_of, cast.lene, "støj")
    assert '&lt;script&gt;<mark class="lit">støj</mark>&lt;/script&gt; &amp; <mark' in answer.text
    assert "<script>støj" not in answer.text


def test_a_task_with_the_words_stands_before_an_answer_with_them(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    second = make_meeting(cast.committee, sha256="b" * 64)
    for at, (task, answer) in enumerate(
        [("Mal broen", "Se støjnotatet"), ("Et støjnotat", ""), ("Støjnotat", "")]
    ):
        ActionItem.objects.create(
            task=task, answer=answer, committee=cast.committee, created_at=NOW,
            promised_on=second.held_on + timedelta(days=-at),
        )  # fmt: skip
    search_rebuild()
    names = found(page(client_of, cast.lene, "støjnotat"), "opgaver")
    assert names == ["Støjnotat", "Et støjnotat", "Mal broen"]


@pytest.mark.parametrize(
    ("who", "opgaver"),
    [("bo", 1), ("lene", 1), ("ib", 1), ("mads", 1), ("anna", 1), ("eva", 0), ("ulla", 0)],
)
def test_each_finds_what_they_may_see(cast: Cast, action_item, client_of, who, opgaver) -> None:
    say(action_item, task=f"Fodr {CANARY}")
    answer = page(client_of, getattr(cast, who), CANARY)
    assert counts(answer)["opgaver"] == opgaver
    assert ("Fodr" in answer.text) == bool(opgaver)


@pytest.mark.parametrize(
    ("who", "sees"), [("lene", True), ("anna", True), ("ib", False), ("mads", False)]
)
def test_closed_words_are_in_no_number_and_no_place(
    cast: Cast, action_item, client_of, who, sees
) -> None:
    AgendaItem.objects.update(is_closed=True)
    AgendaItem.objects.filter(position=1).update(minuted=f"Om {CANARY}.")
    say(action_item, task=f"Fodr {CANARY}", answer=CANARY)
    answer = page(client_of, getattr(cast, who), CANARY)
    assert (sum(counts(answer).values()) > 0) == sees
    assert ("Fodr" in answer.text) == sees


def kept_from_readers(meeting: Meeting, why: str) -> None:
    if why == "words":
        Document.objects.update(mentions_closed=True)
    elif why == "item":
        AgendaItem.objects.filter(meeting=meeting, position=0).update(is_closed=True)
    elif why == "unread":
        Document.objects.update(stage=Document.Stage.READ)
    else:
        foreign = Committee.objects.exclude(pk=meeting.committee_id).first()
        Meeting.objects.create(document=meeting.document, position=1, committee=foreign)


@pytest.mark.parametrize("why", ["words", "item", "unread", "foreign"])
def test_minutes_of_a_file_kept_from_readers_are_in_no_hit_and_no_number(
    cast: Cast, meeting: Meeting, client_of, why
) -> None:
    item = AgendaItem.objects.filter(position=1)
    item.update(minuted=f"Formanden talte om {CANARY} og åbningstider.")
    search_rebuild()
    assert CANARY in page(client_of, cast.ib, "åbningstider").text
    kept_from_readers(meeting, why)
    assert counts(page(client_of, cast.ib, CANARY))["punkter"] == 0
    assert counts(page(client_of, cast.ib, f"svømmehal {CANARY}"))["punkter"] == 0
    # The title is told on the page of the meeting, and so it is found; its minutes stay out.
    answer = page(client_of, cast.ib, "åbningstider")
    assert found(answer, "punkter") == ["2. Svømmehallens åbningstider"]
    assert CANARY not in answer.text
    assert counts(page(client_of, cast.lene, CANARY))["punkter"] == 1


def test_a_closed_item_moves_no_other_hit(cast: Cast, action_item, client_of) -> None:
    for number in range(3):
        ActionItem.objects.create(
            task=f"{CANARY} {number}", committee=cast.committee, created_at=NOW, assigned_at=NOW
        )
    search_rebuild()
    before = found(page(client_of, cast.ib, CANARY), "opgaver")
    ActionItem.objects.create(
        task=f"{CANARY} {CANARY}", committee=cast.committee, created_at=NOW, assigned_at=NOW,
        is_closed=True,
    )  # fmt: skip
    search_rebuild()
    assert found(page(client_of, cast.ib, CANARY), "opgaver") == before
    assert counts(page(client_of, cast.lene, CANARY))["opgaver"] == 4


def test_an_answer_is_found_once_it_is_stored(
    cast: Cast, action_item, client_of, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        action_item_answer(
            action_item=action_item, deadline_version=1, note=f"Om {CANARY}", by=cast.anna,
            by_name="", now=NOW,
        )  # fmt: skip
    assert counts(page(client_of, cast.lene, CANARY))["opgaver"] == 1


def test_the_worker_takes_up_what_was_missed(cast: Cast, action_item, client_of) -> None:
    action_item_answer(
        action_item=action_item, deadline_version=1, note=f"Om {CANARY}", by=cast.anna,
        by_name="", now=NOW,
    )  # fmt: skip
    assert counts(page(client_of, cast.lene, CANARY))["opgaver"] == 0
    seal_now()
    assert search_follow() > 0
    assert counts(page(client_of, cast.lene, CANARY))["opgaver"] == 1
    assert search_follow() == 0


def test_the_worker_takes_up_a_document_that_was_read(cast: Cast, meeting, client_of) -> None:
    AgendaItem.objects.filter(position=1).update(minuted=f"Om {CANARY}")
    Event.objects.create(
        at=NOW, subject=Event.Subject.DOCUMENT, subject_id=meeting.document_id, kind="ready"
    )
    seal_now()
    search_follow()
    assert counts(page(client_of, cast.lene, CANARY))["punkter"] == 1


def test_what_is_stored_late_by_a_long_transaction_is_taken_up_too(
    cast: Cast, meeting, client_of
) -> None:
    def happened(number: int) -> Event:
        return Event(
            pk=number, at=NOW, subject=Event.Subject.DOCUMENT, kind="ready",
            subject_id=meeting.document_id,
        )  # fmt: skip

    # Numbered when its transaction began, and stored when many others had come and been followed.
    late = 1_000_000
    Event.objects.bulk_create(happened(late + more) for more in range(1, 151))
    seal_now()
    search_follow()
    AgendaItem.objects.filter(position=1).update(minuted=f"Om {CANARY}")
    Event.objects.bulk_create([happened(late)])
    seal_now()
    assert search_is_behind()
    assert search_follow() == 1
    assert counts(page(client_of, cast.lene, CANARY))["punkter"] == 1
    assert not search_is_behind()


def test_changed_words_are_found_no_more(cast: Cast, action_item, client_of) -> None:
    say(action_item, task=f"Fodr {CANARY}")
    say(action_item, task="Fodr papegøjen")
    assert counts(page(client_of, cast.lene, CANARY))["opgaver"] == 0
    assert counts(page(client_of, cast.lene, "papegøje"))["opgaver"] == 1


def test_the_command_builds_it_from_nothing(cast: Cast, action_item, client_of, capsys) -> None:
    SearchEntry.objects.all().delete()
    call_command("rebuild_search")
    assert "3 punkter og opgaver kan findes." in capsys.readouterr().out
    assert counts(page(client_of, cast.lene, "svømmehal"))["opgaver"] == 1


def test_the_index_stands_on_this_database(db) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename='actions_searchentry'")
            assert any("gin_trgm_ops" in definition for (definition,) in cursor.fetchall())
        else:
            cursor.execute("SELECT count(*) FROM actions_search_trigrams")
            assert cursor.fetchone() == (0,)


def test_many_hits_are_turned_page_by_page(cast: Cast, client_of) -> None:
    ActionItem.objects.bulk_create(
        ActionItem(task=f"{CANARY} {number}", committee=cast.committee, created_at=NOW)
        for number in range(30)
    )
    search_rebuild()
    both = page(client_of, cast.lene, CANARY)
    assert len(found(both, "opgaver")) == 10
    assert "slags=opgaver" in both.text
    second = page(client_of, cast.lene, CANARY, slags="opgaver", side="2")
    assert len(found(second, "opgaver")) == 5


@pytest.mark.parametrize(
    ("asked", "status"), [("", 200), ("   ", 200), ("x" * 101, 422), ("\xad", 200)]
)
def test_nothing_asked_for_is_nothing_found(cast: Cast, client_of, asked, status) -> None:
    answer = page(client_of, cast.lene, asked)
    assert answer.status_code == status
    assert not answer.context.get("found")


def test_who_finds_nothing_is_told_that_it_is_what_they_may_see(cast: Cast, client_of) -> None:
    answer = page(client_of, cast.lene, "xyzzyord")
    assert "Ingen resultater, du har adgang til." in answer.text


def test_the_words_in_the_middle_of_a_long_text_are_shown() -> None:
    pieces = lit("ord " * 200 + "støjnotat " + "ord " * 200, search_terms("notat"))
    assert [piece.text for piece in pieces if piece.is_lit] == ["notat"]
    assert sum(len(piece.text) for piece in pieces) < 300


def test_no_word_is_cut_where_the_snippet_begins_and_ends() -> None:
    text = "æblegrød " * 100 + "støjnotat " + "æblegrød " * 100
    shown = "".join(piece.text for piece in lit(text, search_terms("notat")))
    assert set(shown.split()) == {"…", "æblegrød", "støjnotat"}


@pytest.mark.parametrize("asked", ["{}", "opgave {}", "Opgave nr. {}", "nr. {}", " nr {} ", "#{}"])
def test_an_item_is_found_by_its_number(cast: Cast, action_item, client_of, asked) -> None:
    answer = page(client_of, cast.lene, asked.format(action_item.pk))
    assert answer.context["direct"].row.pk == action_item.pk
    assert reverse("action_item", args=[action_item.pk]) in answer.text


@pytest.mark.parametrize("asked", ["{}0", "punkt {}", "{} tage", "nr.", "9" * 40])
def test_other_numbers_lead_to_no_item(cast: Cast, action_item, client_of, asked) -> None:
    answer = page(client_of, cast.lene, asked.format(action_item.pk))
    assert answer.context["direct"] is None


def test_a_number_tells_nothing_of_what_may_not_be_seen(cast: Cast, action_item, client_of) -> None:
    kept = page(client_of, cast.eva, f"{action_item.pk}").context
    assert kept["direct"] is None
    AgendaItem.objects.update(is_closed=True)
    assert page(client_of, cast.ib, f"{action_item.pk}").context["direct"] is None
    assert page(client_of, cast.lene, f"{action_item.pk}").context["direct"].is_closed


def test_a_hit_tells_number_owner_deadline_and_status(cast: Cast, action_item, client_of) -> None:
    ActionItem.objects.update(owner_person=cast.anna_holm, owner_unit=None)
    say(action_item, task="Mål støj", background="Om natten i week-\nenderne og på\nhverdage.")
    text = page(client_of, cast.lene, "støj").text
    for told in (f"Opgave {action_item.pk}", "Anna Holm", "01-04-2026", "åben"):
        assert told in text
    assert "weekenderne og på hverdage." in text
