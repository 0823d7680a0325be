from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from meetings.reading.confined import REASONS, read_file, render_page
from meetings.reading.confinement import Limits
from meetings.reading.unreadable import UnreadableError
from tests.meetings.reading.pdfs import (
    as_bytes,
    column,
    flate_bomb,
    looping_pages,
    make_pdf,
)

pytestmark = pytest.mark.pure

LIMITS = Limits(memory_mb=512, cpu_seconds=10, wall_seconds=30)
SAID = ["Punkt 1: Taget", "Bestyrelsen indhenter tilbud.", "Per følger op."]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "referat.pdf"


def sound() -> pikepdf.Pdf:
    return make_pdf([column(SAID)])


def endless() -> bytes:
    """A file that takes far longer to read than anyone waits."""
    content = b"BT /F1 9 Tf " + b"1 0 0 1 60 700 Tm (Per bor her) Tj " * 400_000 + b" ET"
    pdf = sound()
    pdf.pages[0].obj.Contents = Stream(pdf, content)
    return as_bytes(pdf)


def refusal(file: Path, data: bytes, limits: Limits = LIMITS) -> str:
    file.write_bytes(data)
    with pytest.raises(UnreadableError) as error:
        read_file(file, limits=limits)
    assert error.value.reason == REASONS[error.value.code]
    return error.value.code


def test_there_are_few_reasons() -> None:
    assert len(REASONS) <= 14
    assert all(reason.startswith("Filen ") and reason.endswith(".") for reason in REASONS.values())


def test_a_sound_file_is_read(file: Path) -> None:
    file.write_bytes(as_bytes(sound()))
    found = read_file(file, limits=LIMITS)
    assert found.text == "\n".join(SAID)
    assert found.problems == ()
    assert [page.number for page in found.pages] == [1]


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    named_text = tmp_path / "referat.txt"
    named_text.write_bytes(as_bytes(sound()))
    assert read_file(named_text, limits=LIMITS).pages
    named_pdf = tmp_path / "referat.pdf"
    named_pdf.write_text("Per følger op.", encoding="utf-8")
    assert read_file(named_pdf, limits=LIMITS).text == "Per følger op."


def test_an_empty_file_says_so(file: Path) -> None:
    assert refusal(file, b"") == "empty"
    assert refusal(file, b"  \n\n") == "empty"


def test_what_is_neither_pdf_nor_text_says_so(file: Path) -> None:
    assert refusal(file, b"\x7fELF" + bytes(range(256))) == "not_a_document"
    assert refusal(file, b"PK\x03\x04 docx") == "not_a_document"


def test_a_pdf_behind_html_is_refused(file: Path) -> None:
    assert refusal(file, b"<html><script>x</script>\n" + as_bytes(sound())) == "not_a_document"


def test_a_broken_file_says_so(file: Path) -> None:
    assert refusal(file, b"%PDF-1.7\nnoget helt andet") == "damaged"
    assert refusal(file, as_bytes(sound())[:200]) == "damaged"
    assert refusal(file, looping_pages()) == "damaged"


def test_a_file_that_was_mended_says_that_something_may_be_missing(file: Path) -> None:
    data = as_bytes(sound())
    file.write_bytes(data[: data.rindex(b"startxref")])
    found = read_file(file, limits=LIMITS)
    assert "Per følger op." in found.text
    assert any("beskadiget" in problem for problem in found.problems)


def test_a_password_says_so_and_an_owner_lock_does_not_matter(file: Path) -> None:
    locked = as_bytes(sound(), encryption=pikepdf.Encryption(user="hemmelig", owner="ejer"))
    assert refusal(file, locked) == "encrypted"
    file.write_bytes(as_bytes(sound(), encryption=pikepdf.Encryption(user="", owner="ejer")))
    assert read_file(file, limits=LIMITS).text == "\n".join(SAID)


def test_no_pages_say_so(file: Path) -> None:
    assert refusal(file, as_bytes(pikepdf.Pdf.new())) == "no_pages"


def test_ten_thousand_pages_are_stopped_at_the_gate(file: Path) -> None:
    pdf = pikepdf.Pdf.new()
    for _ in range(10_000):
        pdf.add_blank_page()
    assert refusal(file, as_bytes(pdf)) == "too_many_pages"


def test_a_huge_page_says_so(file: Path) -> None:
    pdf = sound()
    pdf.pages[0].obj.MediaBox = Array([0, 0, 20_000, 800])
    assert refusal(file, as_bytes(pdf)) == "page_too_large"


def test_a_bomb_ends_within_the_limits(file: Path) -> None:
    assert refusal(file, flate_bomb()) == "too_heavy"


def test_work_without_end_is_stopped_by_the_clock(file: Path) -> None:
    assert refusal(file, endless(), Limits(wall_seconds=1)) == "too_heavy"


def test_too_long_an_answer_is_refused(file: Path) -> None:
    assert refusal(file, as_bytes(sound()), Limits(output_bytes=100)) == "too_heavy"


def test_a_blank_file_and_a_picture_have_no_text(file: Path) -> None:
    assert refusal(file, as_bytes(make_pdf([[]]))) == "no_text"
    pdf = make_pdf([[]])
    pdf.pages[0].obj.Contents = Stream(pdf, b"0 g 100 100 300 300 re f")
    assert refusal(file, as_bytes(pdf)) == "no_text"


def test_a_page_of_picture_beside_text_is_a_problem(file: Path) -> None:
    pdf = make_pdf([column(SAID), []])
    pdf.pages[1].obj.Contents = Stream(pdf, b"0 g 100 100 300 300 re f")
    file.write_bytes(as_bytes(pdf))
    problems = read_file(file, limits=LIMITS).problems
    assert problems == ("Side 2 kunne ikke læses: den er scannet eller et billede.",)


@pytest.mark.parametrize("place", ["open", "names", "files", "page", "launch"])
def test_code_and_attachments_are_named(file: Path, place: str) -> None:
    pdf = sound()
    code = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    if place == "open":
        pdf.Root.OpenAction = code
    elif place == "names":
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", code])))
    elif place == "files":
        pdf.attachments["bilag.exe"] = b"MZ"
    elif place == "page":
        pdf.pages[0].obj.AA = Dictionary(O=code)
    else:
        launch = Dictionary(S=Name.Launch, F="cmd.exe")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=launch)
        pdf.pages[0].obj.Annots = Array([link])
    file.write_bytes(as_bytes(pdf))
    found = read_file(file, limits=LIMITS)
    assert found.text == "\n".join(SAID)
    assert any("programkode" in problem for problem in found.problems)


def test_where_to_begin_reading_is_no_code(file: Path) -> None:
    pdf = sound()
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    file.write_bytes(as_bytes(pdf))
    assert read_file(file, limits=LIMITS).problems == ()


def test_a_page_is_drawn_within_2000_pixels(file: Path) -> None:
    file.write_bytes(as_bytes(sound()))
    image = render_page(file, page=1, scale=50.0, limits=LIMITS)
    width, height = struct.unpack(">II", image[16:24])
    assert max(width, height) == 2000
    small = render_page(file, page=1, scale=1.0, limits=LIMITS)
    assert struct.unpack(">II", small[16:24]) == (595, 842)


def test_a_page_that_is_not_there_is_not_drawn(file: Path) -> None:
    file.write_bytes(as_bytes(sound()))
    with pytest.raises(UnreadableError) as error:
        render_page(file, page=2, scale=1.0, limits=LIMITS)
    assert error.value.code == "no_such_page"


PROBE = """
import json, os, resource, runpy, sys, socket
child = runpy.run_path(sys.argv[1], run_name="probe")
child["confine"](json.loads(sys.argv[2]))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({
    "environment": dict(os.environ),
    "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
    "no_new_privileges": status["NoNewPrivs"].strip(),
}))
"""


def test_the_child_has_no_secrets_and_few_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    child = Path(sys.modules["meetings.reading.confined"].__file__ or "").with_name("child.py")
    limits = {"memory_mb": 512, "cpu_seconds": 5, "output_bytes": 1000, "pages": 5}
    ran = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, str(child), json.dumps(limits)],
        env={},
        capture_output=True,
        check=True,
        timeout=30,
    )
    told = json.loads(ran.stdout)
    assert set(told["environment"]) <= {"LC_CTYPE"}  # Python's own doing
    assert told["memory"] == 512 * 1024 * 1024
    assert told["no_new_privileges"] == "1"


LOADED = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
importlib.import_module(sys.argv[2])
print(json.dumps(sorted(sys.modules)))
"""


def loaded_by(module: str) -> set[str]:
    project = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-I", "-c", LOADED, str(project), module], capture_output=True, check=True
    )
    return set(json.loads(ran.stdout))


@pytest.mark.parametrize("job", ["text_layer", "scans", "picture", "unpaged", "structure"])
def test_a_child_loads_no_more_than_its_job_needs(job: str) -> None:
    """Every file pays for it at every start, and what opens files has no use for the rest."""
    of_jobs = {
        "text_layer": {"pypdfium2", "pikepdf", "meetings.reading.layout"},
        "scans": {"pypdfium2", "pikepdf", "meetings.reading.layout", "meetings.reading.tesseract"},
        "picture": {"pypdfium2", "pikepdf"},
        "unpaged": {"meetings.reading.docx", "meetings.reading.html"},
        "structure": {"meetings.reading.minutes"},
    }
    loaded = loaded_by(f"meetings.reading.jobs.{job}")
    assert loaded & set().union(*of_jobs.values()) == of_jobs[job]
    assert not loaded & {"django", "meetings.reading.confined", "meetings.models"}


def test_whoever_asks_a_child_loads_nothing_that_opens_files() -> None:
    loaded = loaded_by("meetings.reading.confined")
    assert not loaded & {"pypdfium2", "pikepdf", "meetings.reading.docx", "meetings.reading.jobs"}


def test_the_environment_of_the_real_child_is_empty(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site hook that would run in a child with our environment does not run in this one."""
    spy = file.parent / "sitecustomize.py"
    spy.write_text(f"open({str(file.parent / 'seen')!r}, 'w').write('x')")
    monkeypatch.setenv("PYTHONPATH", str(file.parent))
    subprocess.run([sys.executable, "-c", ""], env=dict(os.environ), check=True)
    assert (file.parent / "seen").exists()
    (file.parent / "seen").unlink()
    file.write_bytes(as_bytes(sound()))
    read_file(file, limits=LIMITS)
    assert not (file.parent / "seen").exists()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux has /proc")
def test_the_running_child_was_started_with_no_secret_of_ours(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SECRET_KEY", "FOLGOP_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.setenv(name, "hemmelig")
    file.write_bytes(endless())
    with ThreadPoolExecutor(1) as pool, heir() as other:
        reading = pool.submit(read_file, file, limits=Limits(wall_seconds=3))
        assert b"DATABASE_URL=hemmelig" in environment(other)
        seen = []
        while not reading.done():
            seen += [environment(pid) for pid in children_that_read()]
    assert seen
    assert set(seen) == {b""}


@contextmanager
def heir() -> Iterator[int]:
    """A child that does inherit our environment: it shows that the probe would see a secret."""
    command = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process.pid
        process.communicate(b"\n")


def children_that_read() -> Iterator[int]:
    """Our own children that have begun as `python -I .../child.py`."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            begun = b"/meetings/reading/child.py" in (folder / "cmdline").read_bytes()
            if begun and int(parent) == os.getpid():
                yield int(folder.name)


def environment(pid: int) -> bytes:
    """What the process was started with; nothing where it has just ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes()
    return b""


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(file: Path, data: st.DataObject) -> None:
    changed = bytearray(as_bytes(sound()))
    for _ in range(data.draw(st.integers(1, 30))):
        changed[data.draw(st.integers(5, len(changed) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(changed)
    try:
        found = read_file(file, limits=LIMITS)
    except UnreadableError:
        return
    for page in found.pages:
        assert all(found.text[word.start : word.end].strip() for word in page.words)
