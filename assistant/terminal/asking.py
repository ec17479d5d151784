"""Which policy is asked, and how a change of the library reaches the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import SystemCommand
from textual.content import Content
from textual.message import Message

from assistant.errors import AssistantError
from assistant.render import one_line
from assistant.terminal.library_bar import LibraryBar
from assistant.terminal.opening import Opening
from assistant.terminal.picker import Choice, Picker
from assistant.terminal.policy_pane import PolicyPane
from assistant.terminal.records import RecordingScreen
from assistant.terminal.storage import Preferences, Storage

if TYPE_CHECKING:
    from assistant.chatbot import PolicySummary

_NOTHING_YET = "What is quoted is shown here, in its place. Ctrl+O chooses a policy to read and to ask."


class AskingScreen(RecordingScreen):
    """The part of the screen that knows the library and the policy chosen in it."""

    @dataclass
    class _Suggestions(Message):
        policy: str
        questions: tuple[str, ...]

    def __init__(
        self, opening: Opening, storage: Storage, preferences: Preferences, policy: str | None, public_url: str
    ) -> None:
        super().__init__(storage, preferences, public_url)
        self.opening = opening
        self.scope = policy
        """The policy that is asked; None asks all."""
        self.policies: dict[str, PolicySummary] = {}

    @property
    def pane(self) -> PolicyPane:
        """The policy."""
        return self.query_one(PolicyPane)

    def choose(self, policy: str | None) -> None:
        """Ask this policy from now on, or all with None. The conversation stays as it is."""
        self.scope = policy
        self.show_scope()
        if policy:
            self.pane.show_policy(policy)
            self.suggest(policy)

    def show_scope(self) -> None:
        """Say whom the prompt asks."""
        self.prompt.border_title = Content(f"Ask {self._called()}")
        self._welcome()

    def action_choose_policy(self, typed: str = "") -> None:
        """Choose which policy is asked."""
        choices = [Choice(None, f"All {len(self.policies):,} policies", "each decides for itself")]
        choices += [
            Choice(each.id, each.title, " · ".join(filter(None, (each.company, each.id))))
            for each in self.policies.values()
        ]
        self.app.push_screen(Picker("Which policy?", choices, typed), self._chose)

    def more_commands(self) -> Iterable[SystemCommand]:
        """A command for each policy, found by typing."""
        for each in self.policies.values():
            name = one_line(self.shelf.name(each), 80).replace("[", "\\[")
            yield SystemCommand(f"Ask {name}", each.id, partial(self.choose, each.id), discover=False)

    @work(thread=True, exclusive=True, group="suggestions")
    def suggest(self, policy: str) -> None:
        """Find questions that the policy answers."""
        try:
            self.post_message(self._Suggestions(policy, self.opening.chatbot().suggestions(policy)))
        except AssistantError:
            return  # asking the policy says what is wrong with it

    @on(_Suggestions)
    def _show_suggestions(self, event: _Suggestions) -> None:
        if event.policy == self.scope:
            self.prompt.suggest(event.questions)
            self._welcome(event.questions)

    def _chose(self, choice: Choice | None) -> None:
        if choice:
            self.choose(choice.value)

    @on(LibraryBar.Changed)
    def _library_changed(self, event: LibraryBar.Changed) -> None:
        before, self.policies = self.policies, {each.id: each for each in event.policies}
        self.shelf.fill(event.policies)
        self.pane.versions({each.id: each.version for each in event.policies})
        self._settle(event.settled)
        new = [each for each in event.policies if each.id in before and before[each.id].version != each.version]
        if new:
            self.tell(f"Changed on disk: {', '.join(one_line(self.shelf.name(each), 60) for each in new[:3])}.")
        self._refresh_pane(before)
        if before.keys() != self.policies.keys():
            self.show_scope()

    def _settle(self, settled: bool) -> None:
        """See to it that the policy chosen is one that there is."""
        if len(self.policies) == 1 and self.scope is None:
            self.scope = next(iter(self.policies))
        if settled and self.scope and self.scope not in self.policies:
            missing, self.scope = self.scope, None
            self.tell(f"There is no policy “{one_line(missing, 60)}” in the library.", severe=True)
            if self.app.screen is self:
                self.action_choose_policy(missing)

    def _refresh_pane(self, before: dict[str, PolicySummary]) -> None:
        """Show the policy chosen, or its new version; a quote on the screen stays in the version that was quoted."""
        shown = self.pane.shown
        if self.scope in self.policies and self.scope not in before:
            self.suggest(self.scope)
            if shown is None and not self.conversation.turns:
                self.pane.show_policy(self.scope)
        elif shown and self.pane.mark is None and shown.id in self.policies:
            if shown.version != self.policies[shown.id].version:
                self.pane.show_policy(shown.id)
        elif shown is None and self.scope is None:
            self.pane.blank(_NOTHING_YET)

    @on(LibraryBar.Complaint)
    def _complaint(self, event: LibraryBar.Complaint) -> None:
        self.tell(event.reason, severe=True)

    @on(PolicyPane.Failed)
    def _not_shown(self, event: PolicyPane.Failed) -> None:
        self.pane.blank(event.reason)

    def _welcome(self, questions: tuple[str, ...] = ()) -> None:
        whom = self._called()
        self.conversation.welcome(
            f"Your questions go to {whom}. The clause that answers is quoted word for word and shown in its place.",
            questions,
        )

    def _called(self) -> str:
        if self.scope is None:
            return f"all {len(self.policies):,} policies" if self.policies else "all policies"
        return one_line(self.shelf.name(self.policies[self.scope]) if self.scope in self.policies else self.scope, 60)
