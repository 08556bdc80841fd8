"""The one error of this package that people read: why nothing was started."""


class Refusal(Exception):
    """A start that cannot be. The text is the whole message, for the person at the console."""
