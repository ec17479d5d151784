"""What holds for every test."""

from __future__ import annotations

import signal

# Where the tests run in the background, the interrupt signal is ignored, and programs they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
