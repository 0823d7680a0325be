"""The steps of a person with a passkey: made, shown, and who is in then."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from meetings.models import User
from tests.tracker.authenticator import Authenticator

PASSWORD = "en-lang-adgangskode"
SITE = "https://opfoelgning.example"


def logged_in(user: User) -> Client:
    client = Client()
    client.post(reverse("login"), {"username": user.username, "password": PASSWORD})
    return client


def add(client: Client, device: Authenticator, name: str = "Arbejds-pc"):
    options = client.post(reverse("passkey_options")).json()
    return client.post(reverse("passkeys"), {"name": name, "credential": device.make(options)})


def challenge(client: Client) -> dict[str, str]:
    return client.post(reverse("passkey_login_options")).json()


def show(client: Client, device: Authenticator, **wrong: object):
    answer = device.show(challenge(client), **wrong)
    return client.post(reverse("passkey_login"), {"credential": answer})


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")
