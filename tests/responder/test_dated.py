"""The policy's own date, where that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import build
from assistant.responder.dated import dated

_POLICY = """Privacy notice

We were founded on 1 May 2010, and keep your orders for two years.

Version history

• 3 March 2024: shops abroad
• 2 February 2022: first published
"""


@pytest.fixture
def index(tmp_path: Path) -> PolicyIndex:
    """A policy that has several dates."""
    path = tmp_path / "p.txt"
    path.write_text(_POLICY, encoding="utf-8")
    return build(path, None)


@pytest.mark.parametrize(
    "question",
    ["When was this last updated?", "when did u last change your policy", "last changed?", "how old is this policy"],
)
def test_the_passage_with_the_policys_date(index: PolicyIndex, question: str) -> None:
    """Of a list of changes it is the latest one."""
    number = dated(question, index)
    assert number is not None
    passage = index.passages[number]
    assert index.document.text[passage.start : passage.end].startswith("3 March 2024")


@pytest.mark.parametrize(
    "question", ["when was this company founded", "how will you tell me when it is changed", "how old is my data"]
)
def test_other_dates(index: PolicyIndex, question: str) -> None:
    """They are not the policy's."""
    assert dated(question, index) is None


def test_a_policy_without_a_date(tmp_path: Path) -> None:
    """Or with one that a file beside it gives."""
    path = tmp_path / "p.txt"
    path.write_text("Privacy notice\n\nWe keep it.\n", encoding="utf-8")
    assert dated("when was this last updated", build(path, None)) is None
    (tmp_path / "p.meta.toml").write_text('effective_text = "May 2020"\n', encoding="utf-8")
    assert dated("when was this last updated", build(path, None)) is None
