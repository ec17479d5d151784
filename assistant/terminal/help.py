"""F1: what the focused widget is for, and every key that works now."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import cleandoc
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Markdown


class HelpScreen(ModalScreen[None]):
    """Help as one page of Markdown; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss(None)", "Close help")]

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """The page, which scrolls."""
        with VerticalScroll(id="help") as box:
            box.border_title = "Help"
            box.border_subtitle = "Esc closes"
            yield Markdown(self._page)


def page(screen: Screen[object]) -> str:
    """Help for the focused widget of a screen, and a table of the keys that have a description."""
    rows = ["| Key | What it does |", "|---|---|", *(f"| {keys} | {what} |" for keys, what in _keys(screen))]
    return f"{_help(screen.focused or screen)}\n\n## Keys\n\n" + "\n".join(rows)


def _help(focused: Widget) -> str:
    """The help of the widget, or of what it stands in."""
    written = (node.HELP for node in focused.ancestors_with_self if isinstance(node, Widget) and node.HELP)
    return cleandoc(next(written, ""))


def _keys(screen: Screen[object]) -> Sequence[tuple[str, str]]:
    """Keys and what they do, each action once; those of the app before those of the focused widget."""
    found: dict[str, tuple[list[str], str]] = {}
    own = sorted(screen.active_bindings.values(), key=lambda active: active.node is not screen)
    for active in own:
        binding = active.binding
        what = binding.tooltip or binding.description
        if not what or (binding.system and not binding.show):
            continue
        keys, _ = found.setdefault(binding.action, ([], what))
        keys.append(screen.app.get_key_display(binding))
    return [(", ".join(f"`{key}`" for key in keys), what.replace("|", "\\|")) for keys, what in found.values()]
