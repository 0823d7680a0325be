"""Word files: the words that a reader sees in the body, with the numbers Word prints.

Comments, deleted text, hidden text, headers and footers are not minutes and are left out.
Runs in the confined child only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meetings.reading.flow import write_text
from meetings.reading.numbering import Numbering
from meetings.reading.package import Package, Relation, child
from meetings.reading.refused import RefusedError
from meetings.reading.text import FileText
from meetings.reading.wordbody import Body, Styles

_ACTIVE = (
    "Filen rummer makroer eller henviser til noget, som Word ville hente udefra. Det bliver "
    "hverken kørt eller hentet."
)
_FOOTNOTES = "Filens fodnoter er ikke læst med."
_FETCHED = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument", "control"})


def read_docx(data: bytes) -> FileText:
    """Return the text of a Word file; raise RefusedError where it is none or holds no words."""
    package = Package(data)
    main = _main_part(package)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise RefusedError("damaged")
    relations = list(package.relations(main))
    reader = Body(
        Styles(package.xml(_related(relations, "styles", main))),
        Numbering(package.xml(_related(relations, "numbering", main))),
    )
    text = write_text(reader.pieces(body))
    if not text:
        raise RefusedError("no_text")
    problems = list(_problems(package, relations, main))
    if reader.has_footnotes:
        problems.append(_FOOTNOTES)
    return FileText(text=text, problems=tuple(problems))


def _main_part(package: Package) -> str:
    if not package.has("[Content_Types].xml"):
        raise RefusedError("not_a_document")
    for relation in package.relations(""):
        if relation.kind == "officeDocument" and not relation.is_external:
            if not relation.target.startswith("word/"):
                raise RefusedError("other_format")
            return relation.target
    if not package.has("word/document.xml"):
        raise RefusedError("not_a_document")
    return "word/document.xml"


def _related(relations: Sequence[Relation], kind: str, main: str) -> str:
    found = (one.target for one in relations if one.kind == kind and not one.is_external)
    return next(found, f"{main.rsplit('/', 1)[0]}/{kind}.xml")


def _problems(package: Package, relations: Sequence[Relation], main: str) -> Iterator[str]:
    folder = main.rsplit("/", 1)[0]
    settings = package.relations(_related(relations, "settings", main))
    fetched = any(one.is_external and one.kind in _FETCHED for one in (*relations, *settings))
    if fetched or package.has(f"{folder}/vbaProject.bin"):
        yield _ACTIVE
