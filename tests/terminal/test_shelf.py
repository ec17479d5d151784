"""Policies are told apart, and a line is named only where the file has it."""

from __future__ import annotations

from pathlib import Path

from assistant.terminal.comparison import Column, Comparison
from assistant.terminal.turn import PlaceLink
from tests.terminal.driving import WIDE, ask, conversation_of, make_app, pane_of, ready, screen_of, until


async def test_policies_with_one_title_are_told_apart_by_their_ids(folder: Path) -> None:
    """In the prompt, over the policy, beside a quote when all are asked, over the columns, and in a copy."""
    policies = folder / "policies"
    policies.mkdir()
    for name in ("acme.txt", "other.md", "third.txt"):
        title = "Shop Notice" if name == "third.txt" else "Privacy Policy"
        (policies / name).write_text(f"{title}\n\nWe keep server logs for {len(name)} days.\n")
    app = make_app(policies, folder)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        screen = screen_of(app)
        turn = await ask(pilot, "how long are server logs kept?")
        shown = [str(link.render()) for link in turn.query(PlaceLink)]
        assert any("Privacy Policy (acme): " in each and ", line 3" in each for each in shown)
        assert any("Privacy Policy (other): " in each and "line" not in each for each in shown)
        assert not any("(third)" in each for each in shown)
        screen.choose("other")
        assert "Ask Privacy Policy (other)" in str(screen.prompt.border_title)
        await until(pilot, lambda: pane_of(app).border_title == "Privacy Policy (other)")
        screen.choose("third")
        assert "Ask Shop Notice" in str(screen.prompt.border_title)
        assert "(third)" not in str(screen.prompt.border_title)
        screen.action_compare()
        await until(pilot, lambda: isinstance(app.screen, Comparison) and len(app.screen.query(Column)) == 3)
        assert {str(column.border_title) for column in app.screen.query(Column)} == {
            "Privacy Policy (acme)",
            "Privacy Policy (other)",
            "Shop Notice",
        }
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        turn = conversation_of(app).turns[-1]
        turn.pick(1 + next(at for at, each in enumerate(turn.exchange.places) if each.document.id == "other"))
        await pilot.press("ctrl+y")
        assert "— Privacy Policy (other) · undated" in app.clipboard
        assert "line" not in app.clipboard
