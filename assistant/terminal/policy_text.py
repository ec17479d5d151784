"""The policy's text on the screen: scrolls to a clause and marks it. Draws only the lines that are in sight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from assistant.model import BlockKind, Span
from assistant.render import closed, plain
from assistant.terminal.view import Line, Mark, PolicyView, lay_out, row_of

_GUTTER = 2
_ABOVE = 3
"""So many rows of what comes before a clause stay in sight when it is jumped to."""


class PolicyText(ScrollView, can_focus=True):
    """One policy, with at most one clause marked.

    The clause has a bar beside it as well as a colour; without colours it is underlined.
    """

    HELP = """
    ## The policy

    The clause that answers has a bar beside it, its key words are underlined. Without colours the whole clause is, and
    its key words are bold.

    - **Arrow keys, PgUp, PgDn, Home, End** or the mouse wheel scroll.
    - **n** and **p** go to the next and the previous section.
    - **1 … 9** jump to another clause of the reply; **y** copies the reply, **g** the bare quote.
    - Drag with the mouse to select text; **Ctrl+C** copies it.
    - **Esc** goes back to the question; so does any letter that is no key here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "section(1)", "Next section", show=False, id="next-section"),
        Binding("p", "section(-1)", "Previous section", show=False, id="previous-section"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "policy--heading",
        "policy--quiet",
        "policy--lead-in",
        "policy--clause",
        "policy--key-word",
        "policy--bar",
    }

    def __init__(self) -> None:
        super().__init__(id="policy-text")
        self.view: PolicyView | None = None
        self.mark: Mark | None = None
        self._text = ""
        self._lines: list[Line] = []
        self._width = 0

    def show(self, view: PolicyView, mark: Mark | None = None) -> None:
        """Show a policy, from its beginning or at what is marked."""
        if view is not self.view:
            self.view = view
            self._text = plain(view.document.text)
            self._width = 0
        self.mark = mark
        self._set_lines()
        self.go_to(self._opening(mark) if mark else 0)
        self.refresh()

    def go_to(self, offset: int) -> None:
        """Scroll so that a code point of the policy's text is near the top."""
        self.scroll_to(y=max(0, row_of(self._lines, offset) - _ABOVE), animate=False, force=True)

    def _opening(self, mark: Mark) -> int:
        """Where to open the policy: at what leads the clause in, where both fit on the screen, else at the clause."""
        if mark.lead_in:
            rows = row_of(self._lines, mark.clause.end - 1) - row_of(self._lines, mark.lead_in.start)
            if rows + _ABOVE < self.size.height:
                return mark.lead_in.start
        return mark.clause.start

    def action_section(self, step: int) -> None:
        """Go to the section after, or before, the one at the top."""
        if not (self.view and self._lines):
            return
        top = self._lines[min(self.scroll_offset.y + _ABOVE, len(self._lines) - 1)].start
        starts = [section.start for section in self.view.sections]
        found = [start for start in starts if start > top] if step > 0 else [start for start in starts if start < top]
        if found:
            self.go_to(found[0] if step > 0 else found[-1])

    def on_resize(self, event: Resize) -> None:
        """Wrap again, and keep in sight what was in sight."""
        top = self._lines[min(self.scroll_offset.y, len(self._lines) - 1)].start if self._lines else 0
        in_sight = self._in_sight()
        self._set_lines()
        if self.mark and in_sight:
            self.go_to(self._opening(self.mark))
        elif self._lines:
            self.scroll_to(y=row_of(self._lines, top), animate=False, force=True)

    def _in_sight(self) -> bool:
        """Whether the mark is; it counts as such before there is any line."""
        if not (self._lines and self.mark):
            return True
        row = row_of(self._lines, self.mark.clause.start)
        return self.scroll_offset.y <= row < self.scroll_offset.y + max(1, self.size.height)

    def _set_lines(self) -> None:
        width = self.scrollable_content_region.width - _GUTTER
        if self.view and width > 0 and width != self._width:
            self._width = width
            self._lines = lay_out(self.view, width)
            self.virtual_size = Size(width + _GUTTER, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = self.scroll_offset.y + y
        base = self.rich_style
        width = self.scrollable_content_region.width
        if row >= len(self._lines):
            return Strip.blank(width, base)
        segments = list(self._segments(self._lines[row], base))
        strip = Strip(segments).apply_style(base).adjust_cell_length(width, base)
        selection = self.text_selection
        if selection and (span := selection.get_span(row)) is not None:
            strip = self._selected(strip, *span)
        return strip.apply_offsets(0, row)

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        end = strip.cell_length if end < 0 else end
        chosen = self.screen.get_component_rich_style("screen--selection")
        if end <= start:
            return strip
        before, inside, after = strip.divide([start, end, strip.cell_length])
        return Strip.join([before, inside.apply_style(chosen), after])

    def _segments(self, line: Line, base: Style) -> Iterator[Segment]:
        clause = self.mark.clause if self.mark else Span(0, 0)
        marked = max(line.start, clause.start) < min(line.end, clause.end)
        yield Segment("▌ " if marked else "  ", base + self._style("policy--bar") if marked else base)
        style = base + self._line_style(line)
        if line.margin:
            yield Segment(line.margin, style)
        for start, end in self._pieces(line):
            yield Segment(closed(self._text[start:end]), style + self._piece_style(start))

    def _pieces(self, line: Line) -> Iterator[tuple[int, int]]:
        """The line's text, cut wherever something marked begins or ends."""
        cuts = {line.start, line.end}
        if self.mark:
            for span in (self.mark.clause, *self.mark.key_words, *((self.mark.lead_in,) if self.mark.lead_in else ())):
                cuts.update(offset for offset in span if line.start < offset < line.end)
        ordered = sorted(cuts)
        yield from pairwise(ordered)

    def _piece_style(self, offset: int) -> Style:
        mark = self.mark
        if not mark:
            return Style.null()
        if any(start <= offset < end for start, end in mark.key_words):
            return self._style("policy--clause") + self._style("policy--key-word")
        if mark.clause.start <= offset < mark.clause.end:
            return self._style("policy--clause")
        if mark.lead_in and mark.lead_in.start <= offset < mark.lead_in.end:
            return self._style("policy--lead-in")
        return Style.null()

    def _line_style(self, line: Line) -> Style:
        if line.kind is BlockKind.HEADING or line.kind is BlockKind.COLUMNS:
            return self._style("policy--heading")
        return self._style("policy--quiet") if line.kind is BlockKind.CONTENTS else Style.null()

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, without the gutter."""
        rows = (line.margin + closed(self._text[line.start : line.end]) for line in self._lines)
        text = selection.extract("\n".join(" " * _GUTTER + row for row in rows))
        return re.sub(rf"(?m)^ {{{_GUTTER}}}", "", text), "\n"
