"""`manage.py evaluate`: how well the reader reads, against gold and against people's decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from actions.language import DEFAULT_GRADE, Grade
from actions.language.rule_words import rule_words
from actions.models import Commitment
from actions.scorecard import Decisions, Scorecard, scorecard
from meetings.register import Register, RegisterError, read_register
from meetings.services.taking import reading_limits
from tracker.evaluation import Found, Gold, Score, findings, read_gold, score
from tracker.evaluation_report import Report, make_report
from tracker.extraction import extract_file
from tracker.web.grades import GRADE_WORDS

FELL, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    """Print precision, recall and f1 by rule and field, and how sure "sure" is."""

    help = "Måler, hvor godt referater læses: mod en facitmappe eller mod jeres egne beslutninger."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        samples = Path(settings.BASE_DIR) / "samples"
        parser.add_argument("--gold", type=Path, metavar="DIR", default=samples / "gold")
        parser.add_argument("--minutes", type=Path, metavar="DIR", default=samples)
        parser.add_argument("--register", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--database", action="store_true", help="mål mod beslutningerne i databasen"
        )
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument(
            "--min-f1", type=float, metavar="X", help="slut med fejl, hvis f1 er lavere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"]:
            self._print(scorecard(Commitment.objects.all()), options["format"])
            return
        report = self._report(options["gold"], options["minutes"], _register(options["register"]))
        self._print(report, options["format"])
        least = options["min_f1"]
        if least is not None and report.f1 < least:
            raise CommandError(f"f1 er {report.f1:.3f}, under {least:.3f}.", returncode=FELL)

    def _print(self, figures: Report | Scorecard, form: str) -> None:
        if form == "json":
            self.stdout.write(json.dumps(asdict(figures), ensure_ascii=False, indent=2))
        elif isinstance(figures, Report):
            self.stdout.write("\n".join(_report_lines(figures)))
        else:
            self.stdout.write("\n".join(_scorecard_lines(figures)))

    def _report(self, gold: Path, minutes: Path, register: Register) -> Report:
        try:
            expected = read_gold(gold)
        except ValueError as error:
            raise CommandError(f"{error}: ikke en facitfil.", returncode=WRONG_USAGE) from error
        seen, every, files = Score(), Score(), 0
        for one in expected:
            for name in one.files:
                path = minutes / name
                if not path.exists():
                    self.stderr.write(f"{name}: findes ikke, springes over", style_func=str)
                    continue
                found = _read(path, register)
                seen.add(_score(one, found, DEFAULT_GRADE))
                every.add(score(one, found))
                files += 1
        if not files:
            raise CommandError("Ingen referater med facit.", returncode=WRONG_USAGE)
        return make_report(seen, every, files=files)


def _read(path: Path, register: Register) -> list[Found]:
    extraction = extract_file(
        path, limits=reading_limits(), register=register, meeting_date=None, seen=Grade.MAYBE
    )
    return list(findings(extraction.value))


def _score(gold: Gold, found: list[Found], least: Grade) -> Score:
    return score(gold, [one for one in found if one.confidence >= least.least_confidence])


def _register(path: Path | None) -> Register:
    if path is None:
        return Register()
    try:
        return read_register(path.read_text(encoding="utf-8-sig"))
    except RegisterError as error:
        raise CommandError(f"{path.name}: {error}", returncode=WRONG_USAGE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{path.name}: Registeret kan ikke læses.", returncode=WRONG_USAGE
        ) from error


def _report_lines(report: Report) -> Iterator[str]:
    yield (
        f"{report.files} filer, {report.must} løfter: {report.found} fundet, "
        f"{report.wrong} forkerte"
    )
    yield (f"præcision {report.precision:.3f}  genkaldelse {report.recall:.3f}  f1 {report.f1:.3f}")
    yield ""
    yield f"{'felt':34}{'præcision':>10}{'genkald.':>10}{'f1':>8}{'rigtige':>9}"
    for one in report.fields:
        yield (
            f"{one.name:34}{one.precision:>10.3f}{one.recall:>10.3f}{one.f1:>8.3f}{one.right:>9.3f}"
        )
    yield ""
    yield f"{'regel':34}{'rigtige':>8}{'forkerte':>9}{'præcision':>10}{'genkald.':>10}{'f1':>8}"
    for rule in report.rules:
        yield (
            f"{rule.rule:34}{rule.right:>8}{rule.wrong:>9}"
            f"{rule.precision:>10.3f}{rule.recall:>10.3f}{rule.f1:>8.3f}"
        )
    yield ""
    yield f"{'sikkerhed':34}{'antal':>8}{'rigtige':>9}{'andel':>10}"
    for bucket in report.reliability:
        band = f"{bucket.least:.2f}–{bucket.below:.2f}"
        yield f"{band:34}{bucket.number:>8}{bucket.right:>9}{bucket.share:>10.3f}"


def _scorecard_lines(card: Scorecard) -> Iterator[str]:
    yield f"{card.total.number} beslutninger, {card.total.accepted_percent} % godkendt"
    yield ""
    yield _decision_head("sikkerhed")
    yield from (_decision_line(GRADE_WORDS[Grade(one.name)], one) for one in card.grades)
    yield ""
    yield _decision_head("regel")
    yield from (_decision_line(rule_words(one.name), one) for one in card.rules)
    yield ""
    yield f"{'afvist, fordi':60}{'antal':>8}"
    for reason, number in card.reasons:
        yield f"{reason[:58]:60}{number:>8}"


def _decision_head(name: str) -> str:
    return (
        f"{name:44}{'n':>6}{'uændret':>9}{'ansvarlig':>11}{'frist':>7}{'opgave':>8}"
        f"{'afvist':>8}{'godkendt':>10}"
    )


def _decision_line(name: object, one: Decisions) -> str:
    few = "  for få til at sige noget" if one.is_few else ""
    return (
        f"{str(name)[:43]:44}{one.number:>6}{one.unchanged:>9}{one.owner:>11}{one.deadline:>7}"
        f"{one.task:>8}{one.rejected:>8}{one.accepted_percent:>8} %{few}"
    )
