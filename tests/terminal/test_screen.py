"""The app as a support agent uses it, on the five real policies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from textual.widgets import Input, Label, Static, Tabs

from assistant.chatbot import Chatbot
from assistant.model import Abstention, Citation, Excerpt
from assistant.render import line, message
from assistant.terminal.app import ChatApp
from assistant.terminal.comparison import Column, Comparison
from assistant.terminal.exchange import Exchange
from assistant.terminal.picker import Picker
from assistant.terminal.policy_text import PolicyText
from assistant.terminal.records import NameScreen
from assistant.terminal.view import row_of
from tests.terminal.driving import (
    NARROW,
    SMALL,
    WIDE,
    ask,
    ask_answered,
    conversation_of,
    copy_policies,
    make_app,
    marked,
    pane_of,
    ready,
    screen_of,
    until,
)

COOKIES = "Do you use cookies?"
AppOver = Callable[..., ChatApp]


async def test_asks_and_marks_the_cited_clause(app_over: AppOver) -> None:
    """A question is answered with quotes, and the first is marked in the policy beside them."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        turn, answer = await ask_answered(pilot, COOKIES)
        await marked(pilot, answer.citations[0].start)
        shown = pane_of(pilot.app).shown
        assert shown == answer.citations[0].document
        text = screen_of(pilot.app).query_one(PolicyText)
        assert text.region.height > 0
        assert turn.exchange.places[: len(answer.citations)] == answer.citations


async def test_a_question_waits_for_an_index_that_is_not_built_yet(folder: Path) -> None:
    """On the first start of all, the question given with the command is answered once its policy is indexed."""
    app = make_app(copy_policies(folder), folder, policy="zopim", question=COOKIES)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: [exchange for exchange in conversation_of(app).exchanges if exchange.reply])
        assert conversation_of(app).exchanges[0].error is None


async def test_a_question_given_at_the_start_is_asked(app_over: AppOver) -> None:
    """`assistant chat "question"` begins with the reply to it."""
    async with app_over(policy="zopim", question=COOKIES).run_test(size=WIDE) as pilot:
        await until(pilot, lambda: conversation_of(pilot.app).exchanges)
        exchange = conversation_of(pilot.app).exchanges[0]
        await until(pilot, lambda: exchange.reply)
        assert exchange.question == COOKIES
        assert exchange.policy == "zopim"


async def test_a_number_key_in_the_empty_prompt_follows_a_citation(app_over: AppOver) -> None:
    """A digit picks the place with that number, and does not land in the prompt."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        turn, _ = await ask_answered(pilot, COOKIES)
        places = turn.exchange.places
        await pilot.press(str(len(places)))
        await marked(pilot, places[-1].start)
        assert turn.exchange.picked == len(places)
        assert screen_of(pilot.app).prompt.value == ""


async def test_a_digit_within_a_question_is_a_digit(app_over: AppOver) -> None:
    """Only an empty prompt gives its digits away."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        turn, _ = await ask_answered(pilot, COOKIES)
        await pilot.press("x", "1")
        assert screen_of(pilot.app).prompt.value == "x1"
        assert turn.exchange.picked is None


async def test_a_click_follows_a_citation(app_over: AppOver) -> None:
    """The mouse picks what the number keys pick."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        turn, answer = await ask_answered(pilot, COOKIES)
        await marked(pilot, answer.citations[0].start)
        await pilot.click(".citation")
        await until(pilot, lambda: turn.exchange.picked == 1)


async def test_copies_the_reply_with_all_that_makes_it_checkable(app_over: AppOver) -> None:
    """One key puts quote, policy, date and absolute link on the clipboard; another the bare quote."""
    async with app_over(policy="zopim", public_url="https://privacy.example").run_test(size=WIDE) as pilot:
        _, answer = await ask_answered(pilot, COOKIES)
        first = answer.citations[0]
        await pilot.press("ctrl+y")
        copied = pilot.app.clipboard
        assert first.quote in copied
        assert "1 May 2014" in copied
        assert f"https://privacy.example/policies/zopim?v={first.document.version[:12]}&start={first.start}" in copied
        await pilot.press("ctrl+g")
        assert pilot.app.clipboard.endswith(first.quote)
        assert "1 May 2014" not in pilot.app.clipboard


async def test_letters_copy_outside_the_prompt_and_type_inside(app_over: AppOver) -> None:
    """In the policy `y` copies; in the prompt it is a letter."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        _, answer = await ask_answered(pilot, COOKIES)
        await marked(pilot, answer.citations[0].start)
        await pilot.press("y")
        assert screen_of(pilot.app).prompt.value == "y"
        assert pilot.app.clipboard == ""
        await pilot.press("f6", "y")
        assert answer.citations[0].quote in pilot.app.clipboard


async def test_typing_beside_the_question_goes_to_it(app_over: AppOver) -> None:
    """In the policy a letter that is no key there is typed behind the draft; `n` goes to the next section."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await until(pilot, lambda: pane_of(pilot.app).shown)
        prompt = screen_of(pilot.app).prompt
        await pilot.press("a", "f6", "n")
        assert screen_of(pilot.app).query_one(PolicyText).has_focus
        await pilot.press("h", "o", "n", "?")
        assert prompt.has_focus
        assert prompt.value == "ahon?"


async def test_switching_the_policy_keeps_the_conversation(app_over: AppOver) -> None:
    """The next question goes to the policy that was chosen by fuzzy search; the turns before stay."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await ready(pilot)
        await ask(pilot, COOKIES)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press(*"pimetna")
        await pilot.press("enter")
        await until(pilot, lambda: screen_of(pilot.app).scope == "pimentachat")
        second = await ask(pilot, COOKIES)
        assert [exchange.policy for exchange in conversation_of(pilot.app).exchanges] == ["zopim", "pimentachat"]
        assert second.exchange.reply is not None
        assert second.exchange.reply.document is not None
        assert second.exchange.reply.document.id == "pimentachat"


async def test_compares_all_policies_side_by_side(app_over: AppOver) -> None:
    """Each policy that answers has a column; the chosen one's reply joins the conversation."""
    async with app_over().run_test(size=WIDE) as pilot:
        await ready(pilot)
        await ask(pilot, COOKIES)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, Comparison))
        await until(pilot, lambda: pilot.app.screen.query(Column))
        columns = pilot.app.screen.query(Column)
        assert len(columns) >= 2
        assert columns.first().has_focus
        await pilot.press("enter")
        await until(pilot, lambda: len(conversation_of(pilot.app).turns) == 2)
        chosen = conversation_of(pilot.app).exchanges[-1]
        assert chosen.question == COOKIES
        assert chosen.policy == screen_of(pilot.app).scope


@pytest.mark.parametrize(("size", "abreast"), [(WIDE, 2), (SMALL, 1)])
async def test_each_column_says_which_it_is(app_over: AppOver, size: tuple[int, int], abreast: int) -> None:
    """Where not all fit side by side, as many are on the screen as can be read, and each says how many there are."""
    async with app_over().run_test(size=size) as pilot:
        await ready(pilot)
        await ask(pilot, COOKIES)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: pilot.app.screen.query(Column))
        columns = pilot.app.screen.query(Column)
        places = [str(column.border_subtitle) for column in columns]
        assert places == [f"{number} of {len(columns)}" for number in range(1, len(columns) + 1)]
        await until(pilot, lambda: columns.first().size.width)
        assert columns.first().region.width == size[0] // abreast


async def test_compares_with_what_was_asked_before(app_over: AppOver) -> None:
    """A follow-up leans on the conversation there, too; the current question on those before it."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await ask(pilot, COOKIES)
        await ask(pilot, "and for how long?")
        history = conversation_of(pilot.app).history
        assert history() == (COOKIES, "and for how long?")
        assert history(before=conversation_of(pilot.app).current) == (COOKIES,)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, Comparison))
        assert cast("Comparison", pilot.app.screen)._history == (COOKIES,)


async def test_compares_what_is_typed_and_names_who_is_silent(app_over: AppOver) -> None:
    """A draft goes before the question on the screen; what all say to it is said of all, each named by its bullet."""
    async with app_over().run_test(size=WIDE) as pilot:
        await ready(pilot)
        await ask(pilot, COOKIES)
        screen_of(pilot.app).prompt.value = "Who won the chess match?"
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, Comparison))
        await until(pilot, lambda: pilot.app.screen.query("#silent"))
        assert cast("Comparison", pilot.app.screen)._question == "Who won the chess match?"
        said, *names = str(pilot.app.screen.query_one("#silent", Static).content).splitlines()
        assert said == "That does not look like a question about privacy policies, which are all I can quote."
        assert [name[:2] for name in names] == ["• "] * 5


async def test_compares_what_comes_closest(app_over: AppOver) -> None:
    """A policy in which no clause surely answers has a column of its closest, which says so."""
    async with app_over(threshold=1.0).run_test(size=WIDE) as pilot:
        await ready(pilot)
        await ask(pilot, COOKIES)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, Comparison))
        await until(pilot, lambda: pilot.app.screen.query(Column))
        await pilot.press("enter")
        await until(pilot, lambda: len(conversation_of(pilot.app).turns) == 2)
        chosen = conversation_of(pilot.app).exchanges[-1].reply
        assert isinstance(chosen, Abstention)
        assert chosen.closest


async def test_a_narrow_terminal_has_tabs(app_over: AppOver) -> None:
    """Below 100 columns one pane is shown at a time: a picked clause brings the policy, Esc the conversation."""
    async with app_over(policy="zopim").run_test(size=NARROW) as pilot:
        await ask_answered(pilot, COOKIES)
        screen = screen_of(pilot.app)
        assert screen.query_one(Tabs).display
        assert screen.conversation.display
        assert not screen.pane.display
        await pilot.press("1")
        await until(pilot, lambda: screen.pane.display and not screen.conversation.display)
        assert screen.query_one(PolicyText).size.height >= 10
        await pilot.press("escape")
        await until(pilot, lambda: screen.conversation.display and not screen.pane.display)


@pytest.mark.parametrize(("item", "first_shown"), [("First, we", "The Personal Info"), ("Third, we", "Third, we")])
async def test_the_marked_clause_is_in_sight(app_over: AppOver, item: str, first_shown: str) -> None:
    """A long list's third item is far below what leads it in: where not both fit, the item is shown."""
    async with app_over(policy="chatinbox").run_test(size=SMALL) as pilot:
        await until(pilot, lambda: pane_of(pilot.app).shown)
        document = pane_of(pilot.app).shown
        assert document is not None
        lead, start = document.text.index("The Personal Info"), document.text.index(item)
        excerpt = Excerpt("The", lead, lead + 3)
        clause = document.text[start : start + 40]
        pane_of(pilot.app).show_place(Citation(document, (), start, start + 40, clause, excerpt))
        await pilot.press("f6")
        await marked(pilot, start)
        text = screen_of(pilot.app).query_one(PolicyText)
        at = document.text.index(first_shown)
        await until(pilot, lambda: text.scroll_offset.y == row_of(text._lines, at) - 3)
        assert row_of(text._lines, start) < text.scroll_offset.y + text.size.height


async def test_a_wider_window_shows_both_panes(app_over: AppOver) -> None:
    """Tabs and panes follow the width while the app runs."""
    async with app_over(policy="zopim").run_test(size=NARROW) as pilot:
        await ready(pilot)
        await pilot.resize_terminal(120, 40)
        screen = screen_of(pilot.app)
        await until(pilot, lambda: screen.pane.display and screen.conversation.display)
        assert not screen.query_one(Tabs).display


async def test_a_follow_up_is_understood_in_context(app_over: AppOver) -> None:
    """A question that only makes sense after the one before is answered as the core answers it with that history."""
    app = app_over(policy="zopim")
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "How long do you keep my personal information?")
        turn = await ask(pilot, "and why?")
        chatbot = screen_of(app).opening.chatbot()
        expected = chatbot.ask("and why?", "zopim", ["How long do you keep my personal information?"])
        assert turn.exchange.reply == expected


async def test_an_abstention_names_what_to_look_at(app_over: AppOver) -> None:
    """The sections nearby are links that the number keys follow, and the reply can be copied."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        turn = await ask(pilot, "Do you take my fingerprints at the airport?")
        reply = turn.exchange.reply
        assert isinstance(reply, Abstention)
        assert turn.query(".abstention")
        assert reply.see_also
        assert len(turn.query(".see-also")) == len(reply.see_also)
        await pilot.press("1")
        await marked(pilot, reply.see_also[0].start)
        await pilot.press("ctrl+y")
        assert message(reply) in pilot.app.clipboard
        assert f"line {line(reply.see_also[0])}" in pilot.app.clipboard


async def test_an_abstention_that_is_not_sure_shows_the_clauses(app_over: AppOver) -> None:
    """The closest clauses stand in the place of the sections; the number keys open them, the contact clause last."""
    async with app_over(policy="zopim", threshold=1.0).run_test(size=WIDE) as pilot:
        turn = await ask(pilot, COOKIES)
        reply = turn.exchange.reply
        assert isinstance(reply, Abstention)
        assert reply.closest
        assert reply.contact
        assert not turn.query(".see-also")
        assert len(turn.query(".citation")) == len(reply.closest) + 1
        await pilot.press("1")
        await marked(pilot, reply.closest[0].start)
        await pilot.press("ctrl+y")
        assert reply.closest[0].quote in pilot.app.clipboard
        await pilot.press(str(len(reply.closest) + 1))
        await marked(pilot, reply.contact.start)


async def test_exports_the_conversation(app_over: AppOver, tmp_path: Path) -> None:
    """The suffix of the name decides between Markdown and JSON; an existing file stays as it is."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        _, answer = await ask_answered(pilot, COOKIES)
        for name in ("talk.md", "talk.json", "talk.md"):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, NameScreen))
            pilot.app.screen.query_one(Input).value = name
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen_of(pilot.app))
        assert COOKIES in (tmp_path / "talk.md").read_text(encoding="utf-8")
        saved = json.loads((tmp_path / "talk.json").read_text(encoding="utf-8"))
        assert saved["conversation"][0]["reply"]["citations"][0]["quote"] == answer.citations[0].quote


async def test_what_an_export_takes_is_said_whole(app_over: AppOver) -> None:
    """In a narrow terminal, too, on more than one line."""
    async with app_over(policy="zopim").run_test(size=SMALL) as pilot:
        await ask(pilot, COOKIES)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, NameScreen))
        await pilot.pause()
        hint = pilot.app.screen.query_one(Label)
        box = pilot.app.screen.query_one("#name")
        assert box.content_region.contains_region(hint.region)
        assert len(str(hint.content)) <= hint.region.width * hint.region.height


async def test_up_brings_back_a_question_and_search_finds_it(app_over: AppOver) -> None:
    """The history of questions is at hand in the prompt, and searchable."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await ask(pilot, COOKIES)
        await ask(pilot, "Do you sell my data?")
        prompt = screen_of(pilot.app).prompt
        await pilot.press("d", "up", "up")
        assert prompt.value == COOKIES
        await pilot.press("down", "down")
        assert prompt.value == "d"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press(*"cooki", "enter")
        await until(pilot, lambda: prompt.value == COOKIES)


async def test_a_policy_that_changes_on_disk_is_read_again(folder: Path) -> None:
    """The quote on the screen stays in the version that was quoted; the next answer is from the new one."""
    policies = copy_policies(folder)
    app = make_app(policies, folder, policy="zopim")
    async with app.run_test(size=WIDE) as pilot:
        _, answer = await ask_answered(pilot, COOKIES)
        await marked(pilot, answer.citations[0].start)
        path = policies / "zopim.txt"
        path.write_text("A new sentence stands first.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        await until(pilot, lambda: pane_of(app).has_class("-old"))
        assert pane_of(app).shown == answer.citations[0].document
        _, again = await ask_answered(pilot, COOKIES)
        await until(pilot, lambda: not pane_of(app).has_class("-old"))
        assert again.citations[0].document.version != answer.citations[0].document.version
        assert again.citations[0].document.text.startswith("A new sentence")


async def test_a_policy_that_is_shown_unquoted_follows_the_disk(folder: Path) -> None:
    """Where nothing is marked, the policy on the screen is simply the latest."""
    policies = copy_policies(folder)
    app = make_app(policies, folder, policy="zopim")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: pane_of(app).shown)
        path = policies / "zopim.txt"
        path.write_text("A new sentence stands first.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

        def is_new() -> bool:
            shown = pane_of(app).shown
            return shown is not None and shown.text.startswith("A new sentence")

        await until(pilot, is_new)


async def test_an_unknown_policy_opens_the_picker(app_over: AppOver) -> None:
    """A policy that is not there is said so, and the nearest names are offered."""
    async with app_over(policy="zopmi").run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("enter")
        await until(pilot, lambda: screen_of(pilot.app).scope == "zopim")


async def test_an_empty_library_is_a_notice_and_no_end(folder: Path) -> None:
    """Without policies the app says so, and finds the first one that arrives."""
    policies = folder / "policies"
    policies.mkdir()
    app = make_app(policies, folder)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app._notifications)
        (policies / "small.txt").write_text("Privacy Policy\nWe keep logs for 14 days.\n", encoding="utf-8")
        await until(pilot, lambda: screen_of(app).scope == "small")


async def test_taught_cases_that_cannot_be_read_are_a_notice(folder: Path) -> None:
    """Once, and questions are answered all the same."""
    policies = copy_policies(folder)
    (policies / "cases.jsonl").mkdir()
    app = make_app(policies, folder, policy="zopim")
    async with app.run_test(size=WIDE) as pilot:
        await ask_answered(pilot, COOKIES)
        await until(pilot, lambda: app._notifications)
        (notice,) = app._notifications
        assert "cases.jsonl: cannot be read" in notice.message


async def test_escape_sequences_do_not_reach_the_terminal(folder: Path) -> None:
    """Neither a policy, nor its title, nor a question can act on the terminal."""
    policies = folder / "policies"
    policies.mkdir()
    evil = "\x1b]0;owned\x07\u202eevil\u202c [red]markup[/]"
    text = f"Privacy {evil} Policy\nWe use cookies {evil} to remember your settings.\n"
    (policies / "evil.md").write_text(f"# {text}", encoding="utf-8")
    app = make_app(policies, folder)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        turn = await ask(pilot, f"Do you use cookies? {evil}")
        assert turn.exchange.reply is not None
        rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
        screen = "\n".join(rows)
        assert "cookies" in screen
        assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(screen)
        await pilot.press("ctrl+y")
        assert not {"\x1b", "\x07", "\u202e"} & set(app.clipboard)


async def test_the_contents_jump_to_a_section(app_over: AppOver, library: Path) -> None:
    """Choosing a section in the table of contents shows it in the policy."""
    async with app_over(policy="zopim").run_test(size=WIDE) as pilot:
        await until(pilot, lambda: pane_of(pilot.app).shown)
        await pilot.pause()
        await pilot.press("f6", "shift+tab", "end", "enter")
        await until(pilot, lambda: pane_of(pilot.app).mark)
        mark, shown = pane_of(pilot.app).mark, pane_of(pilot.app).shown
        assert mark is not None
        assert shown is not None
        chatbot = Chatbot.open(library / "policies", library / "indexes", reader=False)
        assert mark.clause.start == chatbot.index("zopim").sections[-1].start


async def test_a_failing_library_ends_the_app_with_its_error(tmp_path: Path) -> None:
    """What the chatbot cannot be composed from is left to the command line to say."""

    def fail() -> Chatbot:
        raise OSError("no such model")

    from assistant.terminal.opening import Opening  # noqa: PLC0415
    from assistant.terminal.storage import Storage  # noqa: PLC0415

    app = ChatApp(Opening(fail), storage=Storage(tmp_path))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.failure)
    assert str(app.failure) == "no such model"


def test_a_new_exchange_has_no_place() -> None:
    """Before its reply a question points nowhere."""
    import datetime as dt  # noqa: PLC0415

    exchange = Exchange("?", None, dt.datetime.now(dt.UTC))
    assert exchange.place is None
    assert exchange.places == ()
