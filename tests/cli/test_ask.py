"""``assistant ask`` on the five policies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import POLICIES, Command

QUESTION = "do you respond to do not track signals?"
ANSWERED = (0, 3)
"""Whether a policy of two lines is trusted with an answer is the responder's business."""


def test_an_answer_for_people(command: Command) -> None:
    """The clause behind its bar, its section and line, how sure, and the fixed line; 80 columns at most."""
    done = command("ask", "--policy", "zopim", QUESTION)
    best = json.loads(command("ask", "--json", "--policy", "zopim", QUESTION).out)["citations"][0]
    assert done.code == 0
    assert done.out.startswith("Zopim Privacy Policy")
    assert "not legal advice." in done.out
    text = (POLICIES / "zopim.txt").read_text(encoding="utf-8")
    line = 1 + text.count("\n", 0, best["start"])
    assert re.search(rf"zopim\.txt,\s+line\s+{line}\n", done.out)
    quoted = " ".join(row.partition("│ ")[2].strip() for row in done.out.splitlines() if "│ " in row)
    assert " ".join(best["quote"].split()) in quoted
    assert all(len(row) <= 80 for row in done.out.splitlines())
    assert "\x1b" not in done.out


def test_an_answer_for_machines(command: Command) -> None:
    """One line of JSON: the HTTP reply, its quote the text of the file at its span, its links absolute if asked."""
    done = command("ask", "--json", "--public-url", "https://help.example", "--policy", "zopim", QUESTION)
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    reply = json.loads(done.out)
    assert reply["outcome"] == "answered"
    best = reply["citations"][0]
    text = (POLICIES / "zopim.txt").read_text(encoding="utf-8")
    assert best["quote"] == text[best["start"] : best["end"]]
    assert "do not track" in best["quote"].lower()
    assert best["link"].startswith("https://help.example/policies/zopim?v=")


def test_a_question_needs_no_quotes(command: Command) -> None:
    """Words after the options are one question."""
    assert (
        command("ask", "--policy", "zopim", *QUESTION.split()).out == command("ask", "--policy", "zopim", QUESTION).out
    )


def test_off_topic_is_not_answered(command: Command) -> None:
    """Another exit code, a sentence, and no quote."""
    done = command("ask", "--policy", "zopim", "write me a poem about the sea")
    assert done.code == 3
    assert "│" not in done.out


def test_questions_from_standard_input(command: Command) -> None:
    """One line of JSON for every line that is not blank, in step, whatever is on it."""
    lines = [QUESTION.encode(), b"", b"hello", b"\xff\xfe", b"x" * 100_000, QUESTION.encode()]
    done = command("ask", "-", "--json", "--policy", "zopim", stdin=b"\n".join(lines))
    replies = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert len(replies) == 5
    assert replies[0] == replies[4]
    assert [reply["outcome"] for reply in (replies[0], replies[1], replies[3])] == ["answered", "small_talk", "error"]
    assert done.err == "assistant: the question has 100,000 characters; at most 2,000 are read\n"


def test_questions_from_standard_input_for_people(command: Command) -> None:
    """Each question stands over its answer; an escape sequence in it does nothing."""
    done = command("ask", "-", "--policy", "zopim", stdin=f"{QUESTION}\nh\x1b[2Jello".encode())
    assert done.out.startswith(f"> {QUESTION}\n\nZopim Privacy Policy")
    assert "\n> h�[2Jello\n" in done.out
    assert "\x1b" not in done.out


def test_an_unknown_policy_is_named_with_those_there_are(command: Command) -> None:
    """Exit code 2, and the ids to choose from."""
    done = command("ask", "--policy", "zoom", QUESTION)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("assistant: no policy 'zoom'; known: chatinbox, ")


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_an_error(command: Command, question: str) -> None:
    """There is nothing to answer: usage."""
    done = command("ask", "--policy", "zopim", question)
    assert (done.code, done.err) == (2, "assistant: the question is empty\n")


@pytest.mark.parametrize(
    "question", ["is it the", "数据保存多久？", "как долго вы храните мои данные", "\u202e?!", "🍪"]
)
def test_odd_questions_are_abstained_from(command: Command, question: str) -> None:
    """Stop words alone, other scripts, signs: an abstention, not an error, and no guess."""
    done = command("ask", "--policy", "zopim", question)
    assert (done.code, done.err) == (3, "")


def test_why_can_be_asked(command: Command) -> None:
    """--explain adds what brought the answer."""
    assert "not with --json" in command("ask", "--json", "--explain", QUESTION).err
    assert "not with -" in command("ask", "--explain", "-").err
    done = command("ask", "--explain", "--policy", "zopim", QUESTION)
    assert done.code == 0
    assert "similar questions" in done.out


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A folder of policies that the test may spoil."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "fine.txt").write_text("Privacy Policy\nWe delete your messages after 30 days.\n", encoding="utf-8")
    return folder


def ask(command: Command, *arguments: str) -> tuple[int, list[str]]:
    """Exit code and the lines of talk of a question to the test's own folders."""
    question = "how long until you delete my messages?"
    done = command("ask", question, "--policies", "policies", "--indexes", "built", *arguments)
    return done.code, done.err.splitlines()


def test_what_is_stale_is_built_and_told(command: Command, policies: Path) -> None:
    """New, unchanged, changed, removed: each as it should be, without an index command."""
    talk = ask(command)[1]
    assert re.fullmatch(r"assistant: indexed fine \(\d+\.\d s\)", talk[0])
    assert ask(command)[1] == []
    (policies / "more.txt").write_text("Privacy Policy\nWe never sell anything.\n", encoding="utf-8")
    assert [line.partition(" (")[0] for line in ask(command)[1]] == ["assistant: indexed more"]
    (policies / "more.txt").unlink()
    assert ask(command)[1] == ["assistant: removed more"]


def test_a_missing_and_an_empty_folder(command: Command, tmp_path: Path) -> None:
    """Exit code 4, and what to do."""
    (tmp_path / "empty").mkdir()
    for folder, reason in (("missing", "is not a folder"), ("empty", "holds no policy")):
        done = command("ask", "x", "--policies", folder, "--indexes", "built")
        assert (done.code, done.out, done.err.count("\n")) == (4, "", 1)
        assert done.err.startswith(f"assistant: {folder} {reason}")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"We keep \xff data.\n", "byte 0xff at offset 8"),
        (b"\x7fELF\x00\x01\x02", "a zero byte at offset 4"),
        (b"", "is empty"),
    ],
)
def test_a_bad_file_is_named_and_the_others_answer(
    command: Command, policies: Path, content: bytes, reason: str
) -> None:
    """The others go on; the bad one itself, or a library of nothing else, is exit code 4."""
    (policies / "bad.txt").write_bytes(content)
    code, talk = ask(command)
    assert code in ANSWERED
    assert "bad.txt: " in talk[-1]
    assert reason in talk[-1]
    code, talk = ask(command, "--policy", "bad")
    assert (code, len(talk)) == (4, 1)
    (policies / "fine.txt").unlink()
    code, talk = ask(command)
    assert code == 4
    assert reason in talk[-1]


def test_a_long_line_is_no_trouble(command: Command, policies: Path) -> None:
    """A file of 5 MB on one line is indexed, or refused by name, and the others answer."""
    (policies / "long.txt").write_bytes((b"We collect" + b" this data," * 45 + b" and more. ") * 9_700)
    code, talk = ask(command, "--policy", "fine")
    assert code in ANSWERED
    assert all(line.startswith("assistant: ") for line in talk)


def test_a_damaged_index_says_what_to_run(command: Command, policies: Path, tmp_path: Path) -> None:
    """Exit code 4 and the command that mends it, which does."""
    assert policies.is_dir()
    assert ask(command)[0] in ANSWERED
    for path in (tmp_path / "built").glob("*.npz"):
        path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    code, talk = ask(command)
    assert code == 4
    assert talk[-1].endswith("run: assistant index")
    assert command("index", "--policies", "policies", "--indexes", "built").code == 0
    assert ask(command)[0] in ANSWERED


def test_a_follow_up_leans_on_the_history(command: Command) -> None:
    """--history holds the conversation's earlier questions."""
    earlier = ("--history", "Do you use cookies?", "--history", "What are they for?")
    done = command("ask", "--json", "--policy", "zopim", *earlier, "and can I turn them off?")
    alone = command("ask", "--json", "--policy", "zopim", "and can I turn them off?")
    assert "cookie" in str(json.loads(done.out)).lower()
    assert done.out != alone.out
