"""How often Python looks for cyclic garbage while a site is built.

Separate because it is a setting of the whole process, which others run in as well: what a build
changes is put back at its end, however it ends.
"""

from __future__ import annotations

import gc

_SELDOM = 50_000
"""New objects between two looks: a build keeps nearly all that it makes, and few cycles."""


class Collector:
    """Lets Python look seldom, and as before again."""

    def __init__(self) -> None:
        self._usual: tuple[int, int, int] | None = None

    def slow_down(self) -> None:
        """Look seldom until `restore`; who has turned it off or looks as seldom is left alone."""
        usual = gc.get_threshold()
        if self._usual is None and 0 < usual[0] < _SELDOM:
            self._usual = usual
            gc.set_threshold(_SELDOM, *usual[1:])

    def restore(self) -> None:
        """Look as often as before."""
        if self._usual is not None:
            gc.set_threshold(*self._usual)
            self._usual = None
