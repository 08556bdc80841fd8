"""How replies tell a person in passing: shared by every family that returns some."""

from . import parse
from .parse import Wire, first_said, said
from .records.person import PersonRecord
from .records.values import Unsaid


def read_person(wire: Wire, *, id_key: str = "nsid", name_key: str = "username") -> PersonRecord:
    """Read ``{nsid, username, realname, path_alias, iconserver, iconfarm}`` in any subset."""
    return PersonRecord(
        nsid=parse.told(wire, id_key, parse.nsid),
        username=said(wire, name_key, parse.name),
        realname=said(wire, "realname", parse.name),
        path_alias=said(wire, "path_alias", parse.text),
        icon_server=said(wire, "iconserver", parse.text),
        icon_farm=said(wire, "iconfarm", parse.count),
    )


def word_said(wire: Wire, *keys: str) -> str | Unsaid:
    """A part of an address; empty and ``null`` count as unsaid."""
    present = [key for key in keys if parse.text(wire.get(key))]
    return first_said(wire, present, parse.word)
