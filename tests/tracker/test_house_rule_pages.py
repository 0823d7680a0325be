"""House rules on their pages: tried before they are kept, taken back, out as CSV and in again."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from actions.models import Commitment, HouseRule
from meetings.models import AgendaItem, Meeting
from tests.cast import NOW, Cast, make_meeting

pytestmark = pytest.mark.django_db

PHRASE = "svømmeklubben inviteres til"


@pytest.fixture
def client(cast: Cast, client_of) -> Client:
    return client_of(cast.lene)


def post(client: Client, cast: Cast, phrase: str = PHRASE, **more: object):
    data = {"kind": "never", "phrase": phrase, "committee": cast.committee.pk, **more}
    return client.post(reverse("house_rule_new"), data, follow=True)


def test_before_it_is_kept_the_page_says_what_the_phrase_would_touch(client, cast, meeting) -> None:
    page = post(client, cast).text
    assert "Ordene står i 1 af det seneste referat" in page
    assert "1 forslag ville ikke være blevet vist." in page
    assert "Det blev aftalt, at svømmeklubben inviteres til næste møde." in page
    assert HouseRule.objects.count() == 0


def test_it_is_kept_when_asked_again(client, cast, meeting) -> None:
    page = post(client, cast, store="1").text
    assert "Husreglen er gemt." in page
    assert "»svømmeklubben inviteres til«" in page
    assert HouseRule.objects.get().created_by == cast.lene


def test_what_was_accepted_once_is_told(client, cast, meeting) -> None:
    Commitment.objects.filter(quote__contains="svømmeklubben").update(status="accepted")
    assert "1 af dem er godkendt som opgave." in post(client, cast).text


def test_a_phrase_of_common_language_must_be_confirmed(client, cast) -> None:
    for number in range(4):
        make_meeting(cast.committee, sha256=f"{number:064}")
    answer = post(client, cast, store="1")
    assert answer.status_code == 422
    assert "Ordene er for almindelige" in answer.text
    assert HouseRule.objects.count() == 0
    assert post(client, cast, store="1", confirm="on").status_code == 200
    assert HouseRule.objects.count() == 1


@pytest.mark.parametrize("phrase", ["", "notat", "at * på"])
def test_a_phrase_that_is_none_is_refused_in_words(client, cast, phrase: str) -> None:
    answer = post(client, cast, phrase, store="1")
    assert answer.status_code == 422
    assert "Skriv" in answer.text
    assert HouseRule.objects.count() == 0


def test_the_examples_stay_inside_the_committees_one_decides_for(client_of, cast, meeting) -> None:
    page = post(client_of(cast.eva), cast, committee=cast.other_committee.pk).text
    assert "Ordene står i 0 af de seneste 0 referater" in page
    assert "næste møde" not in page


def test_one_cannot_write_rules_for_a_committee_that_is_not_ones_own(client_of, cast) -> None:
    assert post(client_of(cast.eva), cast, store="1").status_code == 422
    assert post(client_of(cast.lene), cast, committee="", store="1").status_code == 422
    assert HouseRule.objects.count() == 0


def test_a_rejected_suggestion_leads_to_a_rule_with_its_words(client, cast, meeting) -> None:
    last = Commitment.objects.latest("start")
    url = reverse("commitment_reject", args=[last.pk])
    page = client.post(url, {"reason": "Er kun en orientering"}, follow=True).text
    link = f"{reverse('house_rule_new')}?forslag={last.pk}"
    assert link in page
    form = client.get(link).text
    assert "Udvalget besluttede at taget undersøges inden" in form
    assert "Er kun en orientering" in form


def test_the_words_of_a_closed_item_become_no_rule_that_others_see(client, cast, meeting) -> None:
    AgendaItem.objects.update(is_closed=True)
    last = Commitment.objects.latest("start")
    url = reverse("commitment_reject", args=[last.pk])
    page = client.post(url, {"reason": "Er kun en orientering"}, follow=True).text
    link = f"{reverse('house_rule_new')}?forslag={last.pk}"
    assert link not in page
    form = client.get(link).text
    assert "taget undersøges" not in form
    assert "Er kun en orientering" not in form


def test_anothers_suggestion_gives_no_words(client_of, cast, meeting) -> None:
    last = Commitment.objects.latest("start")
    url = f"{reverse('house_rule_new')}?forslag={last.pk}"
    assert client_of(cast.eva).get(url).status_code == 404


def test_a_closed_item_is_no_example_to_who_may_not_see_it(client_of, cast, meeting) -> None:
    AgendaItem.objects.update(is_closed=True)
    assert "næste møde" not in post(client_of(cast.eva), cast).text


def test_a_rule_is_withdrawn_and_put_back(client, cast) -> None:
    post(client, cast, store="1")
    rule = HouseRule.objects.get()
    page = client.post(reverse("house_rule_withdraw", args=[rule.pk]), follow=True).text
    assert "Trukket tilbage" in page
    assert "trukket tilbage" in client.get(reverse("house_rule", args=[rule.pk])).text
    client.post(reverse("house_rule_restore", args=[rule.pk]))
    assert HouseRule.objects.standing().count() == 1


def test_a_rule_whose_words_another_has_taken_over_is_not_put_back(client, cast) -> None:
    post(client, cast, store="1")
    rule = HouseRule.objects.get()
    client.post(reverse("house_rule_withdraw", args=[rule.pk]))
    post(client, cast, store="1")
    answer = client.post(reverse("house_rule_restore", args=[rule.pk]))
    assert answer.status_code == 409
    assert "En anden husregel med de samme ord gælder allerede" in answer.text
    assert "har ændret reglen i mellemtiden" not in answer.text
    assert HouseRule.objects.standing().count() == 1


def test_its_days_are_changed_and_the_history_says_so(client, cast) -> None:
    post(client, cast, store="1")
    url = reverse("house_rule", args=[HouseRule.objects.get().pk])
    client.post(url, {"version": "1", "valid_from": "2026-01-01", "reason": ""})
    assert "Gyldig fra: ingen → 01-01-2026" in client.get(url).text
    assert client.post(url, {"version": "1", "reason": "x"}).status_code == 409
    wrong = {"version": "2", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}
    assert client.post(url, wrong).status_code == 422


# --- as a file -----------------------------------------------------------------------------


def upload(client: Client, text: str, **more: str):
    file = SimpleUploadedFile("husregler.csv", text.encode())
    return client.post(reverse("house_rules_import"), {"file": file, **more}, follow=True)


def test_what_goes_out_comes_in_again_unchanged(client_of, cast) -> None:
    client = client_of(cast.bo)
    post(client, cast, store="1", reason="=1+1", valid_from="2026-01-01")
    content = client.get(reverse("house_rules_export")).content.decode("utf-8-sig")
    assert "'=1+1" in content
    assert "Filen ændrer ingenting." in upload(client, content).text
    HouseRule.objects.all().delete()
    assert "1 nye regler og 0 rettede. Intet er gemt endnu." in upload(client, content).text
    assert HouseRule.objects.count() == 0
    upload(client, content, store="1")
    (rule,) = HouseRule.objects.all()
    assert (rule.phrase, rule.committee, rule.reason) == (PHRASE, cast.committee, "=1+1")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("måske;taget undersøges;;;;", "Linje 2, kolonnen »betydning«"),
        ("aldrig;taget;;;;", "Linje 2, kolonnen »vending«"),
        ("aldrig;taget undersøges;;;31-02-2026;", "Linje 2, kolonnen »gyldig_fra«"),
        ("aldrig;taget undersøges;Findes ikke;;;", "Linje 2: Udvalget Findes ikke findes ikke"),
        (
            "aldrig;taget undersøges;;;;\nAldrig;taget undersøges;;nu;;",
            "Linje 3: reglen står også i linje 2",
        ),
        (
            "".join(f"aldrig;taget nummer{n} undersøges;;;;\n" for n in range(1001)),
            "Linje 1.002: filen har flere end 1.000 linjer",
        ),
        ("aldrig;taget undersøges;;;;;;", "felter"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_changes_nothing(client_of, cast, line, told) -> None:
    header = "betydning;vending;udvalg;begrundelse;gyldig_fra;gyldig_til"
    answer = upload(client_of(cast.bo), f"{header}\n{line}\n", store="1")
    assert answer.status_code == 422
    assert told in answer.text
    assert HouseRule.objects.count() == 0


def test_rules_of_another_committee_are_not_in_the_file(client_of, cast, meeting: Meeting) -> None:
    HouseRule.objects.create(kind="never", phrase=PHRASE, committee=cast.committee, created_at=NOW)
    for page in ("house_rules", "house_rules_export"):
        assert PHRASE not in client_of(cast.eva).get(reverse(page)).content.decode()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_refuse_the_second_and_keep_nothing_of_it(client_of, cast) -> None:
    header = "betydning;vending;udvalg;begrundelse;gyldig_fra;gyldig_til"
    client = client_of(cast.bo)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            HouseRule.objects.create(kind="never", phrase="taget undersøges", created_at=NOW)
            file = f"{header}\naldrig;skolen rykker;;;;\naldrig;taget undersøges;;;;\n"
            second = pool.submit(_upload_and_hang_up, client, file)
            _until_somebody_waits_for_us()
        answer = second.result()
    assert answer.status_code == 409
    assert "En anden ændrede husreglerne imens. Intet af filen er gemt." in answer.text
    assert [rule.phrase for rule in HouseRule.objects.all()] == ["taget undersøges"]


def _upload_and_hang_up(client: Client, file: str):
    try:
        return upload(client, file, store="1")
    finally:
        connection.close()


def _until_somebody_waits_for_us() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody came to wait.")
