"""What forms say, read leniently."""


def number(said: object) -> int:
    """A number that a form says; -1 for anything else."""
    text = str(said)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1
