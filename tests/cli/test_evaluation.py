"""``assistant eval``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command

GOLD = "Collected data is stored for 14 days."


def question(number: int, **changes: object) -> str:
    """A line of a question set."""
    made = {
        "id": f"q{number}",
        "policy": "privacy-statement",
        "question": "how long do you keep my IP?",
        "answerable": True,
        "evidence": [{"quote": GOLD}],
    }
    return json.dumps(made | changes) + "\n"


def test_figures_predictions_and_misses(command: Command, tmp_path: Path) -> None:
    """Per-policy lines, the summary, what was wrong, and a file of quotes; an unknown policy is a failure."""
    lines = [
        question(1),
        question(2, evidence=[{"quote": "Something else altogether."}]),
        question(3, policy="gone"),
        question(4, question="write me a poem", answerable=False, evidence=[], unans_kind="off-topic"),
    ]
    (tmp_path / "set.jsonl").write_text("".join(lines), encoding="utf-8")
    done = command("eval", "set.jsonl", "--predictions", "found.jsonl", "--show", "--reliability", "--threshold", "0.2")
    assert done.code == 1
    assert done.err.splitlines() == [
        "assistant: set.jsonl, line 2: 'privacy-statement' does not say “Something else altogether.” "
        "(“how long do you keep my IP?”); its mark is not to be trusted",
        "assistant: q3: no policy 'gone'",
    ]
    printed = done.out.splitlines()
    assert printed[0] == "q2  how long do you keep my IP?"
    assert printed[2] == "    want  Something else altogether."
    assert printed[6] == "gone                   accuracy 0.000  of 1"
    assert printed[7] == "privacy-statement      accuracy 0.667  of 3"
    assert printed[8].startswith("accuracy 0.500  wrong 0.500  hit@1 0.333  hit@3 0.333  abstain 1.000 (near-miss -, ")
    assert printed[9] == "closest - of the missed, unsure 0.000 of those rightly silent"
    assert printed[8].endswith("verbatim 1.000  errors 1  of 4")
    assert printed[11] == "confidence  answers   said  right"
    found = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == ["q1", "q2", "q4"]
    assert GOLD in found[0]["quotes"][0]
    assert found[2]["quotes"] == []


def test_figures_for_machines_from_two_folders(command: Command, tmp_path: Path) -> None:
    """--policies may be given again; with --json the figures are one object."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("Privacy Policy\nWe never sell your data.\n", encoding="utf-8")
    silent = {"question": "write me a poem", "answerable": False, "evidence": []}
    lines = [question(1, policy="one", **silent), question(2, policy="two", **silent)]
    (tmp_path / "set.jsonl").write_text("".join(lines), encoding="utf-8")
    done = command("eval", "set.jsonl", "--json", "--policies", "one", "--policies", "two", "--indexes", "built")
    figures = json.loads(done.out)
    assert (done.code, figures["questions"], figures["errors"]) == (0, 2, 0)
    assert set(figures["policies"]) == {"one", "two"}
