"""The policy beside the conversation: its table of contents, its text, and which version of it this is."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from assistant.errors import AssistantError
from assistant.model import VERSION_DIGITS, Document
from assistant.render import date, one_line
from assistant.terminal.exchange import Place
from assistant.terminal.opening import Opening
from assistant.terminal.policy_text import PolicyText
from assistant.terminal.shelf import Shelf
from assistant.terminal.view import Mark, PolicyView, mark_of, mark_of_heading, without_index

if TYPE_CHECKING:
    from assistant.chatbot import Chatbot

_KEPT = 32
"""Views kept, so that going back to an earlier citation is at once and shows the version that was quoted."""


class Contents(Tree[int]):
    """The section tree; each node carries the number of its section."""

    HELP = """
    ## Contents of the policy

    - **Up, Down** choose a section, **Enter** jumps to it; a click does both.
    - **Space** folds and unfolds.
    - **t** hides the contents; **Esc** goes back to the question.
    """

    def __init__(self) -> None:
        super().__init__("", id="contents")
        self.show_root = False
        self.guide_depth = 2
        self._starts: Sequence[int] = ()
        self._by_section: dict[int, TreeNode[int]] = {}

    def point_at(self, offset: int) -> None:
        """Move to the section in which a code point of the policy's text stands."""
        node = self._by_section.get(bisect_right(self._starts, offset) - 1)
        if node:
            self.move_cursor(node)
        else:
            self.cursor_line = -1

    def list(self, view: PolicyView) -> None:
        """Show the sections of a policy, each under the one that holds it."""
        self.clear()
        self.root.expand()
        self._starts = [section.start for section in view.sections]
        self._by_section.clear()
        nodes: dict[tuple[str, ...], TreeNode[int]] = {(): self.root}
        for number, section in enumerate(view.sections):
            if not section.path:
                continue
            parent = next(nodes[section.path[:cut]] for cut in range(len(section.path) - 1, -1, -1)
                          if section.path[:cut] in nodes)  # fmt: skip
            nodes[section.path] = self._by_section[number] = parent.add(
                Text(one_line(section.path[-1])), number, expand=True
            )
        for node in nodes.values():
            node.allow_expand = bool(node.children)


class PolicyPane(Vertical):
    """Shows a policy, or the version of it that was quoted, and marks a place in it."""

    @dataclass
    class Failed(Message):
        """A policy cannot be shown."""

        reason: str

    @dataclass
    class _Loaded(Message):
        view: PolicyView
        mark: Mark | None

    def __init__(self, opening: Opening, shelf: Shelf) -> None:
        super().__init__()
        self._opening = opening
        self._shelf = shelf
        self._views: OrderedDict[tuple[str, str], PolicyView] = OrderedDict()
        self._latest: dict[str, str] = {}
        self._on_screen: PolicyView | None = None

    def compose(self) -> ComposeResult:
        """The contents above the text; a notice where the version is not the latest."""
        yield Static("", id="version-notice")
        yield Contents()
        yield Static("", id="no-policy")
        yield PolicyText()

    def on_mount(self) -> None:
        """Begin empty."""
        self.blank("Reading the library …")

    @property
    def shown(self) -> Document | None:
        """The document on the screen."""
        return self._on_screen.document if self._on_screen else None

    @property
    def mark(self) -> Mark | None:
        """What is marked in it."""
        return self.query_one(PolicyText).mark

    def blank(self, reason: str) -> None:
        """Show no policy, and why."""
        self._on_screen = None
        self.add_class("-empty")
        self.border_title = "Policy"
        self.border_subtitle = ""
        self.query_one("#no-policy", Static).update(Content(reason))

    def show_policy(self, policy: str, mark: Mark | None = None) -> None:
        """Show the latest version of a policy."""
        self._load(policy, None, mark)

    def show_place(self, place: Place) -> None:
        """Show the version that was quoted, with the place marked."""
        self._load(place.document.id, place.document, mark_of(place))

    def toggle_contents(self) -> bool:
        """Show the table of contents, or hide it; whether it is shown now."""
        shown = not self.query_one(Contents).display
        self.set_class(shown, "-contents")
        self.set_class(not shown, "-no-contents")
        return shown

    def versions(self, latest: dict[str, str]) -> None:
        """Learn which version of each policy is the latest, by policy id."""
        self._latest = latest
        self._notice()

    @work(thread=True, exclusive=True)
    def _load(self, policy: str, document: Document | None, mark: Mark | None) -> None:
        try:
            self.post_message(self._Loaded(self._view(self._opening.chatbot(), policy, document), mark))
        except AssistantError as error:
            self.post_message(self.Failed(str(error)))

    def _view(self, chatbot: Chatbot, policy: str, document: Document | None) -> PolicyView:
        """The view of a given version; of the latest without one. Runs in a worker."""
        if document and (kept := self._views.get((policy, document.version))):
            return kept
        try:
            index = chatbot.index(policy)
        except AssistantError:
            if document is None:
                raise
            return without_index(document)  # quoted earlier, and gone since
        if document and index.document.version != document.version:
            return without_index(document)
        found = self._views.get((policy, index.document.version))
        return found or PolicyView(index.document, index.blocks, index.sections)

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        view = event.view
        key = (view.document.id, view.document.version)
        self._views[key] = view
        self._views.move_to_end(key)
        while len(self._views) > _KEPT:
            self._views.popitem(last=False)
        if view is not self._on_screen:
            self.query_one(Contents).list(view)
        self._on_screen = view
        self.set_class(not any(section.path for section in view.sections), "-no-sections")
        self.remove_class("-empty")
        self.border_title = Content(one_line(self._shelf.name(view.document)))
        self.border_subtitle = Content(one_line(_subtitle(view.document)))
        self._notice()
        self.call_after_refresh(self._go_to, view, event.mark)

    def _go_to(self, view: PolicyView, mark: Mark | None) -> None:
        self.query_one(Contents).refresh(layout=True)
        self.query_one(PolicyText).show(view, mark)
        if mark:
            self.query_one(Contents).point_at(mark.clause.start)

    def _notice(self) -> None:
        view = self._on_screen
        latest = self._latest.get(view.document.id) if view else None
        old = bool(view and self._latest and latest != view.document.version)
        self.set_class(old, "-old")
        if view and old:
            state = "The policy has changed since" if latest else "The policy is no longer in the library"
            self.query_one("#version-notice", Static).update(
                Content(f"Version {view.document.version[:VERSION_DIGITS]}, as quoted. {state}.")
            )

    @on(Contents.NodeSelected)
    def _jump(self, event: Contents.NodeSelected[int]) -> None:
        if self._on_screen and event.node.data is not None:
            section = self._on_screen.sections[event.node.data]
            mark = mark_of_heading(self._on_screen.document, section.start, section.end)
            self.query_one(PolicyText).show(self._on_screen, mark)


def _subtitle(document: Document) -> str:
    """Whose policy it is, and of when."""
    return " · ".join(
        filter(None, (document.company, date(document) or f"version {document.version[:VERSION_DIGITS]}"))
    )
