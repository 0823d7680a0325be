"""Sentences that promise something, and sentences that only sound like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.language import CommitmentFinding, find_commitments
from actions.language.rules import RULES, VETOES
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, BlockKind, Participant
from meetings.reading.text import FileText
from tests.actions.language.corpora import COMMITMENTS, NEGATIVES, Line
from tests.actions.language.readings import REGISTER, found_in, minutes_of

pytestmark = pytest.mark.pure


def row(*cells: str) -> Block:
    text = " | ".join(cells)
    return Block("row", 0, len(text), split_sentences(text, 0, len(text)), cells=cells)


@pytest.mark.parametrize("line", COMMITMENTS, ids=str)
def test_a_promise_is_found_with_its_owner_and_deadline(line: Line) -> None:
    found = found_in(line.text, lead_in=line.lead_in)
    assert tuple(f.owner.lower() if f.owner else None for f in found) == line.owners
    assert line.due in ({str(f.due) for f in found if f.due} or {None})


@pytest.mark.parametrize(("family", "text"), NEGATIVES)
def test_what_is_no_promise_gives_nothing(family: str, text: str) -> None:
    assert found_in(text) == [], family


def test_every_finding_has_a_quote_a_task_and_a_reason() -> None:
    for line in COMMITMENTS:
        for found in found_in(line.text, lead_in=line.lead_in):
            assert line.text[found.start : found.end].strip()
            assert found.task[:1] == found.task[:1].upper() != ""
            assert found.because.endswith((".", "!"))
            assert 0 < found.confidence <= 1


def test_the_corpora_are_long_and_varied_and_the_negative_keeps_up() -> None:
    assert len({str(line) for line in COMMITMENTS}) == len(COMMITMENTS) >= 500
    assert len(set(NEGATIVES)) == len(NEGATIVES) >= len(COMMITMENTS)


def test_every_rule_fires_somewhere_in_the_corpus() -> None:
    found = {f.rule for line in COMMITMENTS for f in found_in(line.text, lead_in=line.lead_in)}
    assert {rule.name for rule in RULES} - found == set()


def test_rules_and_vetoes_have_names_of_their_own() -> None:
    names = [rule.name for rule in RULES] + [veto.name for veto in VETOES]
    assert len(names) == len(set(names))


def test_a_mark_reaches_back_to_the_wish_and_no_further() -> None:
    text = (
        "Udvalget drøftede byfesten. Maja Friis ønskede et notat om vagter. "
        "Notatet skal vise timerne for hver dag. TSK følger op. Karsten takkede for indsatsen."
    )
    (found,) = found_in(text)
    assert text[found.start : found.end] == (
        "Maja Friis ønskede et notat om vagter. "
        "Notatet skal vise timerne for hver dag. TSK følger op."
    )
    assert found.task == "Notat om vagter"


@pytest.mark.parametrize("mark", ["", " TSK følger op."])
def test_a_deadline_for_what_was_asked_for_counts_wherever_it_is_told(mark: str) -> None:
    wish = "Maja Friis ønskede et notat om vagter. Notatet skal ligge færdigt inden efterårsferien."
    (found,) = found_in(wish + mark)
    assert (found.due_text, found.due) == ("inden efterårsferien", date(2025, 10, 10))


def test_a_date_that_is_no_deadline_for_the_wish_is_left_alone() -> None:
    text = "Maja Friis ønskede et notat om vagter. Den nye plan kom 1. juni. TSK følger op."
    assert [found.due for found in found_in(text)] == [None]


def test_what_the_next_note_gives_to_somebody_is_one_promise() -> None:
    text = "KB og MF efterspurgte bedre økonomioverblik. -> Ib laver økonomioverblik til mødet."
    (found,) = found_in(text)
    assert found.owner == "Ib Lauritsen"
    assert found_in("KB efterspurgte et notat om vagter. Ib køber økologisk kaffe.")[1:]


def test_each_mark_has_its_own_wish() -> None:
    text = (
        "KB ønskede et notat om vagter. TSK følger op. "
        "MF ønskede en oversigt over lokaler. HR følger op."
    )
    first, second = found_in(text)
    assert (first.owner, second.owner) == ("Teknisk Sekretariat", "HR")
    assert text[second.start : second.end].startswith("MF ønskede")


def test_a_settled_sentence_is_no_part_of_a_commitment() -> None:
    text = "Referatet blev godkendt. Bo følger op på de udestående regninger."
    (found,) = found_in(text)
    assert text[found.start : found.end] == "Bo følger op på de udestående regninger."


def test_vi_is_told_and_not_resolved() -> None:
    (found,) = found_in("Vi skal kontakte revisor om årsregnskabet.")
    assert (found.owner_text, found.owner) == ("Vi", None)


def test_whoever_is_told_by_letter_is_not_the_owner() -> None:
    (found,) = found_in("Karsten beder Maja om at bestille lokale.")
    assert found.owner == "Karsten Bruun"
    (sent,) = found_in("Bo sender tegningerne til Ib.")
    assert sent.owner == "Bo Skovgaard"


def test_two_owners_who_share_a_promise_are_kept_together() -> None:
    (found,) = found_in("MF og KB tager kontakt til museet.")
    assert (found.owner, found.co_owners) == ("Maja Friis", ("Karsten Bruun",))


def test_a_condition_is_kept_with_the_promise() -> None:
    (found,) = found_in("Karsten sender en påmindelse, hvis beboerne ikke har svaret.")
    assert found.condition == "hvis beboerne ikke har svaret"


def test_initials_that_two_share_name_neither() -> None:
    twins = (Participant("Anne Madsen"), Participant("Arne Mikkelsen"))
    (found,) = found_in("AM indkalder til møde.", participants=twins)
    assert found.owner == "AM"


def test_an_action_list_does_not_repeat_what_was_found_inline() -> None:
    inline = minutes_of("Bo indhenter tilbud på nye vinduer.")
    doubled = replace(inline, items=(*inline.items, *inline.items))
    text = FileText("Bo indhenter tilbud på nye vinduer.")
    assert len(find_commitments(doubled, file_text=text, register=REGISTER)) == 1


def test_a_file_with_damaged_letters_is_read_all_the_same() -> None:
    filler = (
        "Der var en god drgftelse af det som udvalget havde bedt om "
        "til mgdet og det er med i notatet. " * 8
    )
    text = filler + "Reglerne skal undersgges naermere. Der udarbejdes en hgringsplan inden pdske."
    found = found_in(text)
    assert [finding.rule for finding in found] == ["must be done", "is planned"]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Der udarbejdes en ny folder om genbrug.", "Udarbejd en ny folder om genbrug"),
        ("Skiltene ved indkørslen skal udskiftes.", "Udskift skiltene ved indkørslen"),
        (
            "Forvaltningen undersøger sagen og orienterer udvalget.",
            "Undersøg sagen og orienter udvalget",
        ),
        (
            "Udvalget bad om en redegørelse for brugen af konsulenter.",
            "Redegørelse for brugen af konsulenter",
        ),
        ("Det skal også afklares, hvem der betaler.", "Afklar, hvem der betaler"),
        ("Formanden skal kontakte de øvrige klubber.", "Kontakt de øvrige klubber"),
    ],
)
def test_the_task_line_can_stand_alone(text: str, task: str) -> None:
    assert found_in(text)[0].task == task


@pytest.mark.parametrize(
    ("cells", "owner", "due"),
    [
        (("Indhente tilbud på nye vinduer", "Bo", "1. juni"), "Bo Skovgaard", "2025-06-01"),
        (("Karsten", "Skriver til kommunen om skiltene", ""), "Karsten Bruun", None),
        (("Telt", "Bo", "uge 23"), "Bo Skovgaard", "2025-06-08"),
        (("Ny dør", "Maja", "Juni"), "Maja Friis", "2025-06-30"),
        (("Grill", "Ib", "Fredag"), "Ib Lauritsen", "2025-05-16"),
    ],
)
def test_a_row_of_a_list_has_task_owner_and_deadline(
    cells: tuple[str, ...], owner: str, due: str | None
) -> None:
    (found,) = in_blocks(row(*cells))
    assert (found.rule, found.owner) == ("table row", owner)
    assert (found.due.isoformat() if found.due else None) == due


def test_a_short_task_of_a_row_is_its_task_and_not_the_whole_row() -> None:
    assert in_blocks(row("Telt", "Bo", "uge 23"))[0].task == "Telt"


def test_a_deadline_in_a_side_column_belongs_to_the_words_beside_it() -> None:
    said = "Bo indhenter tilbud på nye vinduer."
    sentences = split_sentences(said, 0, len(said))
    block = Block("row", 0, len(said), sentences, cells=(said, "Bo", "senest 1. juni"))
    (found,) = in_blocks(block)
    assert (found.owner, found.due_text) == ("Bo Skovgaard", "senest 1. juni")


@pytest.mark.parametrize(
    "cells",
    [
        ("Opgave", "Ansvarlig", "Frist"),
        ("Indhente tilbud på nye vinduer", "Bo", "Afsluttet"),
        ("Indhente tilbud på nye vinduer", "12.000 kr.", ""),
        ("Kasserer", "Ib"),
        ("Formand", "Bo", ""),
        ("Musik", "2.000 kr.", "1/6"),
    ],
)
def test_a_row_that_is_header_finished_or_nobodys_gives_nothing(cells: tuple[str, ...]) -> None:
    assert in_blocks(row(*cells)) == ()


def test_what_stands_under_a_recommendation_is_not_minuted() -> None:
    told = "At forvaltningen udarbejder en plan."
    block = minutes_of(told, lead_in="Indstilling").items[0].blocks[0]
    assert in_blocks(block) == ()


@pytest.mark.parametrize("title", ["HUSK", "Husk!", "Månedens reminder"])
def test_a_box_for_the_residents_is_left_out_and_what_follows_it_is_read(title: str) -> None:
    below = paragraph("Bestyrelsen henter gamle cykler senest 1. juni.")
    after = paragraph("Bo indhenter tilbud på nye vinduer.")
    found = in_blocks(paragraph(title), below, after)
    assert [finding.owner for finding in found] == ["Bo Skovgaard"]


def test_a_list_for_the_residents_is_left_out_to_its_end() -> None:
    points = [
        paragraph(text, "bullet") for text in ("Luk porten.", "Viceværten renser riste i juni.")
    ]
    found = in_blocks(paragraph("HUSK"), *points, paragraph("Bo kontakter gartneren."))
    assert [finding.owner for finding in found] == ["Bo Skovgaard"]


def paragraph(text: str, kind: BlockKind = "paragraph") -> Block:
    return Block(kind, 0, len(text), split_sentences(text, 0, len(text)))


def in_blocks(*blocks: Block) -> tuple[CommitmentFinding, ...]:
    minutes = minutes_of("")
    item = replace(minutes.items[0], blocks=blocks)
    text = FileText("\n".join(" | ".join(block.cells) for block in blocks))
    return find_commitments(replace(minutes, items=(item,)), file_text=text, register=REGISTER)


def test_a_question_about_what_was_asked_for_answers_it() -> None:
    text = "Bo efterlyste en oversigt over nøglerne. Maja undersøger, om den findes."
    (found,) = found_in(text)
    assert (found.owner, text[found.start : found.end]) == ("Maja Friis", text)


def test_a_row_that_begins_with_a_number_is_quoted_whole() -> None:
    cells = ("2. Skilte", "Nye skilte bestilles hos smeden.", "Bo Skovgaard", "20. juni")
    (found,) = in_blocks(row(*cells))
    assert (found.owner, found.end) == ("Bo Skovgaard", len(" | ".join(cells)))


@pytest.mark.parametrize(
    "when", ["Gør det i denne uge.", "Det skal ske senest søndag.", "Gør det på søndag."]
)
def test_a_sentence_that_only_says_when_belongs_to_the_promise_before_it(when: str) -> None:
    text = f"Maja mangler stadig at aflevere skemaet om støj. {when}"
    (found,) = found_in(text)
    assert (found.owner, found.due) == ("Maja Friis", date(2025, 5, 18))
    assert (found.start, found.end) == (0, len(text))


def test_a_sentence_that_says_more_than_when_is_not_drawn_in() -> None:
    text = "Maja sender skemaet til skolen. Det skal ske i samarbejde med Ib Lauritsen fra banken."
    assert [text[f.start : f.end] for f in found_in(text)][:1] == [
        "Maja sender skemaet til skolen."
    ]
