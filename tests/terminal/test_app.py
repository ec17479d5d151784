"""Themes, keys, sessions, pasting, the palette and help."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from textual.events import Paste

from assistant.terminal.app import ChatApp
from assistant.terminal.commands import COMMANDS
from assistant.terminal.help import HelpScreen, page
from assistant.terminal.policy_text import PolicyText
from assistant.terminal.storage import Storage
from tests.terminal.driving import NARROW, WIDE, ask, conversation_of, marked, pane_of, ready, screen_of, until

AppOver = Callable[..., ChatApp]
DOCUMENTED = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text(encoding="utf-8")


async def test_a_theme_that_was_chosen_comes_back(app_over: AppOver, tmp_path: Path) -> None:
    """The next run starts in the theme of the last."""
    async with app_over(settings={"theme": None}).run_test(size=WIDE) as pilot:
        pilot.app.theme = "nord"
        await until(pilot, lambda: Storage(tmp_path / "state").preferences().theme == "nord")
    async with app_over(settings={"theme": None}).run_test(size=WIDE) as pilot:
        assert pilot.app.theme == "nord"


async def test_what_the_settings_file_says_of_sessions_is_not_kept(app_over: AppOver, tmp_path: Path) -> None:
    """Once the line is gone from the file, nothing is written any more."""
    async with app_over(settings={"sessions": True}).run_test(size=WIDE) as pilot:
        pilot.app.theme = "nord"
        await until(pilot, lambda: Storage(tmp_path / "state").preferences().theme == "nord")
    assert not Storage(tmp_path / "state").preferences().sessions


async def test_keys_can_be_changed(app_over: AppOver) -> None:
    """A command listens to the keys of the settings file, as documented, and no longer to its own."""
    (example,) = re.findall(r"^```toml\n(.*?)^```$", DOCUMENTED, re.MULTILINE | re.DOTALL)
    settings = tomllib.loads(example)["chat"]
    async with app_over(policy="zopim", settings=settings).run_test(size=WIDE) as pilot:
        await ask(pilot, "Do you use cookies?")
        await pilot.press("ctrl+y")
        assert pilot.app.clipboard == ""
        await pilot.press(settings["keys"]["copy-reply"])
        assert pilot.app.clipboard


async def test_the_documented_keys_are_the_keys(app_over: AppOver) -> None:
    """Every key of a command stands in the table, the one that quits too; it does so from the question."""
    table = "\n".join(line for line in DOCUMENTED.lower().splitlines() if line.startswith("|"))
    for keys in ("ctrl+q", "ctrl+p", *(command.keys for command in COMMANDS)):
        key = keys.split(",")[0].replace("up", "↑").replace("down", "↓").replace("escape", "esc")
        assert re.search(rf"[ |]{re.escape(key)}[ ,]", table), key
    async with app_over().run_test(size=WIDE) as pilot:
        await ready(pilot)
        assert pilot.app.focused is screen_of(pilot.app).prompt
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_nothing_is_kept_unless_asked_for(app_over: AppOver, tmp_path: Path) -> None:
    """Questions are written to disk only from the key press that says so, and reopen as a conversation."""
    storage = Storage(tmp_path / "state")
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await ask(pilot, "Do you use cookies?")
        assert storage.sessions() == []
        await pilot.press("f8")
        await ask(pilot, "Do you sell my data?")
        (session,) = storage.sessions()
        assert [asked.question for asked in storage.questions(session)] == ["Do you sell my data?"]
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await ready(pilot)
        assert screen_of(pilot.app).prompt.past == ["Do you sell my data?"]
        await pilot.press("f7")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: [each for each in conversation_of(pilot.app).exchanges if each.reply])
        assert conversation_of(pilot.app).exchanges[0].question == "Do you sell my data?"


async def test_pasting_takes_every_line_and_no_escape_sequence(app_over: AppOver) -> None:
    """A question out of a ticket may have several lines, and anything in them."""
    async with app_over().run_test(size=WIDE) as pilot:
        prompt = screen_of(pilot.app).prompt
        prompt.post_message(Paste("how long do you\r\nkeep \x1b[31mmy IP?\n"))
        await until(pilot, lambda: prompt.value)
        assert prompt.value == "how long do you keep \N{REPLACEMENT CHARACTER}[31mmy IP?"


async def test_the_palette_has_every_command_and_policy(app_over: AppOver) -> None:
    """What a key does can be found by its name, and so can each policy."""
    async with app_over().run_test(size=WIDE) as pilot:
        await ready(pilot)
        titles = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert {command.title for command in COMMANDS} <= set(titles)
        assert {"Theme", "Quit"} <= set(titles)
        for policy in screen_of(pilot.app).policies.values():
            assert f"Ask {policy.title}" in titles


async def test_help_is_for_what_has_the_focus(app_over: AppOver) -> None:
    """F1 in the policy explains the policy; its table has the keys as they are bound now."""
    async with app_over(policy="zopim", settings={"keys": {"export": "f3"}}).run_test(size=NARROW) as pilot:
        await until(pilot, lambda: pane_of(pilot.app).shown)
        assert "## The question" in page(screen_of(pilot.app))
        await pilot.press("f6")
        text = page(screen_of(pilot.app))
        assert "## The policy" in text
        assert "| `f3` | Save the conversation as Markdown or JSON |" in text
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen_of(pilot.app))


async def test_selected_words_of_the_policy_can_be_copied(app_over: AppOver) -> None:
    """Dragging with the mouse over a clause copies its words, without the bar beside it."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        turn = await ask(pilot, "Do you use cookies?")
        assert turn.exchange.place is not None
        await marked(pilot, turn.exchange.place.start)
        await pilot.pause()
        text = screen_of(pilot.app).query_one(PolicyText)
        await pilot.mouse_down(text, offset=(2, 3))
        await pilot.hover(text, offset=(30, 4))
        await pilot.mouse_up(text, offset=(30, 4))
        selected = screen_of(pilot.app).get_selected_text()
        assert selected
        assert "▌" not in selected
        assert " ".join(selected.split()) in " ".join(turn.exchange.place.document.text.split())


async def test_quitting_does_not_wait_for_the_library(app_over: AppOver) -> None:
    """The app ends while the library is still being read."""
    async with app_over().run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+q")
    assert pilot.app.return_code == 0
