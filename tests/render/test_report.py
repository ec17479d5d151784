"""What a policy says to the standard questions, as lines for a person."""

from __future__ import annotations

import pytest

from assistant.model import Answer
from assistant.render import report_html, report_markdown, report_text
from assistant.standard import Coverage, standard_questions
from tests.render.examples import answer, cite, document

OF = document("Privacy Policy\nWe keep:\n- logs;\n- names.\n")
QUOTE = "We keep:\n- logs;\n- names."


def _coverage(reply: Answer) -> Coverage:
    return Coverage(OF, ((standard_questions()[0], reply),))


def test_every_line_of_a_quote_has_its_bar() -> None:
    """Also those that begin within it, and how sure the answer is stands below."""
    assert report_text(_coverage(answer(cite(QUOTE, of=OF))), 80).splitlines()[-5:] == [
        "  │ We keep:",
        "  │ - logs;",
        "  │ - names.",
        "  What we keep, line 2",
        "  Very likely the answer (93 %).",
    ]
    torn = document("Privacy Policy\nWe keep the\nlogs.\n")
    assert "  │ We keep the logs.\n" in report_text(_coverage(answer(cite("We keep the\nlogs.", of=torn))))


@pytest.mark.parametrize(("file", "named"), [("a.txt", True), ("a.TXT", True), ("a.html", False), ("a.pdf", False)])
def test_only_a_text_file_has_lines(file: str, named: bool) -> None:
    """Those of an extracted text are nowhere in the owner's file."""
    coverage, files = _coverage(answer(cite(QUOTE, of=OF))), {OF.id: file}
    assert ("line 2" in report_text(coverage, 80, files)) is named
    assert ("line 2" in report_markdown(coverage, None, files)) is named


def test_every_form_says_how_sure() -> None:
    """In the same words."""
    coverage = _coverage(answer(cite(QUOTE, of=OF)))
    for form in (report_text(coverage), report_markdown(coverage), report_html(coverage)):
        assert "Very likely the answer (93 %)." in form
