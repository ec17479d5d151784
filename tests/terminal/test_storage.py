"""What is kept on disk, and what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assistant.terminal.exchange import Exchange
from assistant.terminal.storage import Asked, Preferences, Storage
from tests.render.examples import answer, ip_address

EXCHANGE = Exchange("how long?", "small one", dt.datetime(2026, 1, 2, tzinfo=dt.UTC), answer(ip_address()))


def test_preferences_come_back(tmp_path: Path) -> None:
    """What was chosen in one run holds in the next."""
    Storage(tmp_path).save(Preferences("nord", sessions=True))
    assert Storage(tmp_path).preferences() == Preferences("nord", sessions=True)


def test_damaged_preferences_are_none(tmp_path: Path) -> None:
    """A file that cannot be read is no reason not to start, and sessions stay off."""
    for damage in (b"\xff", b"[]", b'{"theme": 3, "sessions": "yes"}'):
        (tmp_path / "preferences.json").write_bytes(damage)
        assert Storage(tmp_path).preferences() == Preferences(None, sessions=False)


def test_a_session_is_its_owners_alone(tmp_path: Path) -> None:
    """Questions may hold personal data: nobody else may read the file or list the folder."""
    storage = Storage(tmp_path / "state")
    storage.keep(EXCHANGE)
    storage.keep(EXCHANGE)
    (session,) = storage.sessions()
    assert session.stat().st_mode & 0o077 == 0
    assert session.parent.stat().st_mode & 0o077 == 0
    assert storage.questions(session) == [Asked("how long?", "small one")] * 2


def test_half_a_line_is_passed_over(tmp_path: Path) -> None:
    """A machine that stops while a line is written costs that line alone."""
    storage = Storage(tmp_path)
    storage.keep(EXCHANGE)
    (session,) = storage.sessions()
    with session.open("a", encoding="utf-8") as file:
        file.write('{"question": "half')
    assert len(storage.questions(session)) == 1


def test_the_latest_sessions_are_offered(tmp_path: Path) -> None:
    """Fifty, newest first: to search all of a year's would take long. Forgetting takes the others, too."""
    (tmp_path / "sessions").mkdir()
    for number in range(60):
        (tmp_path / "sessions" / f"2026-01-01 00.00.{number:02}.000000.jsonl").touch()
    found = [path.name[17:19] for path in Storage(tmp_path).sessions()]
    assert found == [f"{number:02}" for number in range(59, 9, -1)]
    assert Storage(tmp_path).forget() == 60


def test_forgetting_deletes_every_session(tmp_path: Path) -> None:
    """One command leaves nothing behind."""
    storage = Storage(tmp_path)
    storage.keep(EXCHANGE)
    storage.new_session()
    storage.keep(EXCHANGE)
    assert len(storage.sessions()) == 2
    assert storage.forget() == 2
    assert storage.sessions() == []
