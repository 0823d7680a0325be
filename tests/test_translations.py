"""English says everything that Danish says, and what is compiled is what was written."""

from __future__ import annotations

import pytest

from tests.translations.catalogue import MO, State, compiled, read_catalogue, state_of
from tests.translations.messages import find_messages

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def state() -> State:
    return state_of(read_catalogue())


def test_every_text_of_code_and_templates_has_its_english(state: State) -> None:
    assert [f"{one.msgid} ({one.place})" for one in state.missing] == []


def test_the_catalogue_says_nothing_that_nobody_asks_for(state: State) -> None:
    assert state.stale == ()


def test_a_translation_has_the_placeholders_of_its_text(state: State) -> None:
    assert state.unfit == ()


def test_what_is_compiled_is_what_was_written() -> None:
    assert MO.read_bytes() == compiled(), "run make translations"


def test_messages_of_templates_code_and_plurals_are_found() -> None:
    found = find_messages()
    assert ("", "Gå til indhold") in found
    assert ("", "Udvalget har allerede et møde den dag.") in found
    assert found["", "%(number)s side"].plural == "%(number)s sider"
