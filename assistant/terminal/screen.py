"""The one screen: it alone wires the parts together, and turns keys into what they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Footer, Input, Tab, Tabs

from assistant.model import Reply
from assistant.terminal import copying
from assistant.terminal.asking import AskingScreen
from assistant.terminal.commands import COMMANDS, PICKS
from assistant.terminal.comparison import Comparison
from assistant.terminal.conversation import Conversation, Suggestion
from assistant.terminal.exchange import Exchange
from assistant.terminal.library_bar import LibraryBar
from assistant.terminal.opening import Opening
from assistant.terminal.policy_pane import Contents, PolicyPane
from assistant.terminal.policy_text import PolicyText
from assistant.terminal.prompt import Prompt
from assistant.terminal.storage import Asked, Preferences, Storage
from assistant.terminal.turn import TurnView

if TYPE_CHECKING:
    from assistant.terminal.app import ChatApp


class ChatScreen(AskingScreen):
    """Conversation, policy and prompt."""

    BINDINGS: ClassVar[list[BindingType]] = [*(command.binding() for command in COMMANDS), *PICKS]

    def __init__(
        self,
        opening: Opening,
        storage: Storage,
        preferences: Preferences,
        *,
        policy: str | None,
        question: str | None,
        public_url: str,
    ) -> None:
        super().__init__(opening, storage, preferences, policy, public_url)
        self._first = question

    def compose(self) -> ComposeResult:
        """Tabs for a narrow terminal, the panes, the prompt."""
        yield Tabs(Tab("Conversation", id="conversation"), Tab("Policy", id="policy"), id="tabs")
        with Horizontal(id="panes", classes="-conversation"):
            yield Conversation(self.opening, self.shelf)
            yield PolicyPane(self.opening, self.shelf)
        yield LibraryBar(self.opening)
        yield Prompt()
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """The prompt is ready at once; a question given at the start is asked as soon as it can be."""
        self.query_one(Tabs).can_focus = False
        self.conversation.border_title = "Conversation"
        self.show_scope()
        self.recall_sessions()
        self.prompt.focus()
        if self._first:
            await self.ask(self._first)

    # Asking

    async def ask(self, question: str) -> None:
        """Put a question to the policy chosen, or to all."""
        self.prompt.remember(question)
        self.prompt.pickable = 0
        self._go_to("conversation")
        await self.conversation.ask(question, self.scope)

    async def reopen(self, asked: list[Asked]) -> None:
        """Begin anew with these questions."""
        await self.action_new_conversation()
        for each in asked:
            scope = each.policy if each.policy in self.policies else None
            self.prompt.remember(each.question)
            await self.conversation.ask(each.question, scope)

    @on(Input.Submitted, "Prompt")
    async def _submitted(self, event: Input.Submitted) -> None:
        question = event.value.strip()
        if question:
            self.prompt.clear()
            await self.ask(question)

    @on(Suggestion.Chosen)
    async def _suggested(self, event: Suggestion.Chosen) -> None:
        await self.ask(event.question)

    @on(TurnView.Answered)
    def _answered(self, event: TurnView.Answered) -> None:
        self.record(event.turn.exchange)
        if event.turn is self.conversation.current:
            self._show_turn(event.turn)

    async def action_ask_again(self) -> None:
        """Ask the current question again, of the policy chosen now."""
        if self.conversation.current:
            await self.ask(self.conversation.current.exchange.question)

    # Following a reply into the policy

    def _show_turn(self, turn: TurnView) -> None:
        exchange = turn.exchange
        self.prompt.pickable = len(exchange.places)
        if exchange.place:
            self.pane.show_place(exchange.place)

    @on(Prompt.Picked)
    def _digit(self, event: Prompt.Picked) -> None:
        self.action_pick(event.number)

    @on(TurnView.Picked)
    def _picked(self, event: TurnView.Picked) -> None:
        self.conversation.select(event.turn, scroll=False)
        self._pick(event.turn, event.number)

    def action_pick(self, number: int) -> None:
        """Show the numbered place of the current reply in the policy."""
        if self.conversation.current:
            self._pick(self.conversation.current, number)

    def _pick(self, turn: TurnView, number: int) -> None:
        place = turn.pick(number)
        if place:
            self.prompt.pickable = len(turn.exchange.places)
            self.pane.show_place(place)
            self._go_to("policy")

    def action_step(self, by: int) -> None:
        """Go to the reply before or after the current one."""
        turn = self.conversation.step(by)
        if turn:
            self._show_turn(turn)

    # Copying

    def action_copy_reply(self) -> None:
        """Put the reply, with what makes it checkable, on the clipboard."""
        self._copy(
            lambda exchange: copying.reply_text(exchange, self._public_url, self.shelf),
            "Reply copied, with its citation.",
        )

    def action_copy_quote(self) -> None:
        """Put the bare quote on the clipboard."""
        self._copy(copying.quote_text, "Quote copied.")

    def _copy(self, text_of: Callable[[Exchange], str], done: str) -> None:
        turn = self.conversation.current
        text = text_of(turn.exchange) if turn else ""
        if text:
            cast("ChatApp", self.app).put_on_clipboard(text)
        self.tell(done if text else "There is nothing to copy yet.")

    # Comparing

    def action_compare(self) -> None:
        """Put the question in the prompt, else the current one, to every policy."""
        turn, typed = self.conversation.current, self.prompt.value.strip()
        question = typed or (turn.exchange.question if turn else "")
        if not question:
            self.tell("Type a question first, then compare.")
            return
        self.prompt.clear()
        self.prompt.remember(question)
        history = self.conversation.history(before=None if typed else turn)
        compared = Comparison(self.opening, self.shelf, question, tuple(self.policies), history)
        self.app.push_screen(compared, partial(self._compared, question))

    async def _compared(self, question: str, reply: Reply | None) -> None:
        if reply and reply.document:
            self.scope = reply.document.id
            self.show_scope()
            exchange = Exchange(question, self.scope, dt.datetime.now().astimezone(), reply)
            turn = await self.conversation.add(exchange)
            self.record(exchange)
            self._show_turn(turn)

    @on(LibraryBar.Unusable)
    def _unusable(self, event: LibraryBar.Unusable) -> None:
        cast("ChatApp", self.app).fail(event.error)

    # What is on the screen

    def _go_to(self, pane: str) -> None:
        """Which of the panes a narrow terminal shows."""
        self.query_one(Tabs).active = pane

    @on(Tabs.TabActivated)
    def _tab(self, event: Tabs.TabActivated) -> None:
        for name in ("conversation", "policy"):
            self.query_one("#panes").set_class(event.tab.id == name, f"-{name}")

    def action_switch_pane(self) -> None:
        """From the prompt to the policy and back."""
        if self.focused is self.prompt and self.pane.shown:
            self._go_to("policy")
            self.query_one(PolicyText).focus()
        else:
            self.action_back()

    def on_key(self, event: Key) -> None:
        """What is typed belongs to the question, also beside it, but for the letters that are keys there."""
        if event.character and event.is_printable and event.key not in self.active_bindings:
            self.set_focus(self.prompt)  # at once: the next character may be on its way
            self.prompt.insert_text_at_cursor(event.character)

    def action_toggle_contents(self) -> None:
        """Show the table of contents and go to it, or hide it."""
        shown = self.pane.toggle_contents()
        self._go_to("policy")
        (self.query_one(Contents) if shown else self.query_one(PolicyText)).focus()

    async def action_new_conversation(self) -> None:
        """Begin anew; what is kept from now on is another session."""
        self._storage.new_session()
        self.prompt.pickable = 0
        await self.conversation.clear()
        self.show_scope()
        if self.scope:
            self.suggest(self.scope)
        self.action_back()

    def action_back(self) -> None:
        """To the prompt, and to the conversation where there is only room for one."""
        self._go_to("conversation")
        self.prompt.focus()
