"""What docs/webhooks.md tells the other end to do knows our calls from all others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.policy import signature_header

pytestmark = pytest.mark.pure

DOCS = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"
MOMENT = 1_772_528_400
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def is_ours():
    """Return the function as the docs have it."""
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)
    return names["is_from_folgop"]


@given(st.binary(max_size=300), SECRETS, st.integers(0, 10**11), st.integers(-300, 300))
def test_what_we_sign_is_known_for_five_minutes(is_ours, body, secret, moment, drift) -> None:
    header = signature_header(body, secrets=[secret], moment=moment)
    assert is_ours(secret, header, body, now=moment + drift)


@given(st.binary(max_size=300), st.binary(max_size=300), SECRETS, SECRETS)
def test_another_body_or_another_secret_is_not_ours(is_ours, body, other, secret, wrong) -> None:
    header = signature_header(body, secrets=[secret], moment=MOMENT)
    assert is_ours(secret, header, other, now=MOMENT) is (body == other)
    assert is_ours(wrong, header, body, now=MOMENT) is (secret == wrong)


def test_while_two_secrets_are_valid_each_of_them_will_do(is_ours) -> None:
    header = signature_header(b"{}", secrets=["new", "old"], moment=MOMENT)
    assert is_ours("new", header, b"{}", now=MOMENT)
    assert is_ours("old", header, b"{}", now=MOMENT)
    assert not is_ours("older", header, b"{}", now=MOMENT)


@pytest.mark.parametrize("seconds", [301, -301, 86_400])
def test_a_recorded_call_is_worth_nothing_later(is_ours, seconds: int) -> None:
    header = signature_header(b"{}", secrets=["secret"], moment=MOMENT)
    assert not is_ours("secret", header, b"{}", now=MOMENT + seconds)


def test_another_moment_is_not_what_was_signed(is_ours) -> None:
    header = signature_header(b"{}", secrets=["secret"], moment=MOMENT)
    later = header.replace(str(MOMENT), str(MOMENT + 600))
    assert not is_ours("secret", later, b"{}", now=MOMENT + 600)


@given(st.text(max_size=80))
def test_no_nonsense_is_taken_for_a_signature(is_ours, header: str) -> None:
    assert not is_ours("secret", header, b"{}", now=MOMENT)
    assert not is_ours("secret", f"t={MOMENT},v1={header}", b"{}", now=MOMENT)
