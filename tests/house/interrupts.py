"""Ctrl-C, also where the suite itself runs in the background and was told to ignore it."""

import signal


def hear_them() -> None:
    """To be called in a child before its program starts.

    A shell without job control starts background commands with SIGINT ignored, and whatever
    they start inherits that: ``make`` would then be deaf to the interrupt that a test sends.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
