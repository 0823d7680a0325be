"""Reading the environment: every value is checked, every error names its variable."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "FOLGOP_"
TRUE = {"1", "true", "yes", "on", "ja"}
FALSE = {"0", "false", "no", "off", "nej", ""}


def env_text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that NAME_FILE points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE peger på {path}, som ikke kan læses: {error.strerror}"
            ) from error
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} skal være 1 eller 0, ikke {value!r}")


def env_int(name: str, *, default: int, lowest: int = 0) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} skal være et helt tal, ikke {value!r}") from None
    if number < lowest:
        raise ImproperlyConfigured(f"{name} skal være mindst {lowest}, ikke {number}")
    return number


def env_choice(name: str, *, default: str, choices: tuple[str, ...]) -> str:
    value = os.environ.get(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} skal være {' eller '.join(choices)}, ikke {value!r}")
    return value


def env_list(name: str, *, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def refuse_unknown(known: set[str]) -> None:
    """Stop on a variable with our prefix that no setting reads: most often a slip of the pen."""
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.removesuffix("_FILE") not in known:
            raise ImproperlyConfigured(
                f"{name} kendes ikke. Se .env.example for de navne, der kan bruges."
            )
