"""The command as a process: start-up, pipes, signals, terminals."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys

import pytest

from tests.cli.conftest import POLICIES

QUESTION = "do you respond to do not track signals?"
ASK = [sys.executable, "-m", "assistant", "ask", "--policy", "zopim"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The five policies, with the reader off, indexed by a process, too."""
    indexes = str(tmp_path_factory.mktemp("indexes"))
    names = {"ASSISTANT_POLICIES": str(POLICIES), "ASSISTANT_INDEXES": indexes, "ASSISTANT_READER": "off"}
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    found = kept | names | {"TERM": "xterm"}
    subprocess.run([sys.executable, "-m", "assistant", "index"], env=found, check=True, capture_output=True)
    return found


def test_asking_loads_no_front_end(environment: dict[str, str]) -> None:
    """A cold answer imports neither Textual nor aiohttp nor pydantic, nor what only indexing and training need."""
    program = (
        "import sys\n"
        "from assistant.cli.main import run\n"
        f"code = run(['ask', '--json', '--policy', 'zopim', {QUESTION!r}])\n"
        "heavy = {'textual', 'aiohttp', 'pydantic', 'torch', 'assistant.server', 'assistant.terminal', 'nltk',\n"
        "         'assistant.indexer.build'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["outcome"] == "answered"
    assert done.stderr == "[]\n"


def test_help_loads_no_numpy(environment: dict[str, str]) -> None:
    """Help and completion answer at once."""
    program = (
        "import sys\n"
        "from assistant.cli.main import run\n"
        "run(['--help'])\n"
        "print(sorted({'numpy', 'nltk', 'assistant.chatbot'} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_a_closed_pipe_is_quiet(environment: dict[str, str]) -> None:
    """Whoever reads may stop reading: no traceback, no complaint, and the exit code that other tools have then."""
    with _batch(environment) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(f"{QUESTION}\n".encode() * 50)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE
    reading, writing = os.pipe()
    os.close(reading)  # before help begins, which is quicker than a busy machine's test
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run([*ASK, "--help"], env=environment, stdout=closed, check=False)
    assert done.returncode == 128 + signal.SIGPIPE


def test_an_interrupt_is_quiet_and_answers_come_at_once(environment: dict[str, str]) -> None:
    """A program can ask and wait for each answer; Ctrl-C then ends it with exit code 130."""
    with _batch(environment, "--json") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(f"{QUESTION}\n".encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["outcome"] == "answered"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == b""
    assert process.returncode == 130


def _batch(environment: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
    """A process that answers questions from its standard input."""
    pipe = subprocess.PIPE
    return subprocess.Popen([*ASK, "-", *options], env=environment, stdin=pipe, stdout=pipe, stderr=pipe)


def on_a_terminal(environment: dict[str, str]) -> str:
    """What the answer looks like on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*ASK, QUESTION], env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
    assert process.returncode == 0
    return seen.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_key_words_are_marked_on_a_terminal_only(environment: dict[str, str]) -> None:
    """Bold and underlined on a terminal; plain with NO_COLOR, and the same words."""
    marked = on_a_terminal(environment)
    unmarked = on_a_terminal(environment | {"NO_COLOR": "1"})
    assert "\x1b[1;4;36m" in marked
    assert "\x1b" not in unmarked
    words = marked
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;4;36m"):
        words = words.replace(code, "")
    assert words == unmarked


def test_chat_without_a_terminal_is_refused(environment: dict[str, str]) -> None:
    """In a pipe the app would draw on nothing, and wait for keys that never come."""
    chat = [sys.executable, "-m", "assistant", "chat"]
    done = subprocess.run(chat, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("assistant: chat needs a terminal")
