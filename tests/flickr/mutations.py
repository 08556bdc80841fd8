"""Replies as Flickr never meant them: things dropped, wrapped, unwrapped or replaced."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([10**40, -(10**40), 2**63, -1, 0, "", "0", "1", "-1", "1e400", "NaN"])
    | st.text(st.characters(codec=None), max_size=8)
    | st.sampled_from(["javascript:alert(1)", "<script>", "&amp;#0;", "\ud800", "\x00", "٣"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["_content", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a reply."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(inside):
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


@st.composite
def mutated(draw: st.DrawFn, reply: dict[str, Any]) -> dict[str, Any]:
    """A reply with a few things dropped, wrapped, unwrapped or replaced."""
    reply = copy.deepcopy(reply)
    for _ in range(draw(st.integers(1, 3))):
        every = [path for path in places(reply) if path != ("stat",)]
        if not every:
            break
        *way, last = draw(st.sampled_from(every))
        holder: Any = reply
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(["drop", "replace", "wrap", "list", "text"])):
            case "drop":
                del holder[last]
            case "replace":
                holder[last] = draw(json_values)
            case "wrap":
                holder[last] = {"_content": holder[last]}
            case "list":
                holder[last] = [holder[last]]
            case _:
                holder[last] = str(holder[last])
    return reply


def storable(value: object) -> None:
    """A record holds only what any database takes."""
    if isinstance(value, str):
        value.encode()
        assert "\x00" not in value
    elif isinstance(value, int):
        assert abs(value) < 2**63
    elif isinstance(value, tuple):
        for inner in value:
            storable(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            storable(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            storable(getattr(value, name))
