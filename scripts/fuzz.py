"""Fuzzes the readers: damaged and recombined files of every format, each with a share of the time."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.indexer.fuzzing import Tally, fuzz

_TEXT = (".txt", ".md")
_ALL = (*_TEXT, ".html", ".docx", ".pdf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[suffix[1:] for suffix in _ALL], help="one format, with all the time")
    parser.add_argument("--text", type=int, default=1_000_000, help="inputs for text and Markdown each")
    parser.add_argument("--other", type=int, default=50_000, help="inputs for HTML, DOCX and PDF each")
    parser.add_argument("--seconds", type=float, default=600.0, help="for all formats together")
    parser.add_argument("--seed", type=int, default=0, help="of the first input")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        suffixes = [f".{chosen.only}"] if chosen.only else _ALL
        for suffix in suffixes:
            tally = Tally()
            most = chosen.text if suffix in _TEXT else chosen.other
            end = time.monotonic() + chosen.seconds / len(suffixes)
            for seed in range(chosen.seed, chosen.seed + most):
                if time.monotonic() > end:
                    break
                try:
                    fuzz(suffix, seed, Path(folder), tally)
                except Exception:
                    print(f"{suffix}: input {seed} fails", file=sys.stderr)
                    raise
            print(
                f"{suffix[1:]:5}{tally.inputs:>9,} inputs: {tally.read:,} read, {tally.refused:,} refused, "
                f"{sum(tally.edge.values()):,} refused at the edge {dict(tally.edge) or ''}; "
                f"slowest {tally.slowest:.2f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
