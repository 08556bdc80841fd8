"""What the back door lets members do by name, and about what each deed is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

type Deeds = dict[str, tuple[tuple[str, ...], Callable[..., Any]]]


def deeds_of(sim: "Simulator") -> Deeds:
    """By name: the words that it is about, given in this order, and the deed."""
    world, groups, pools = sim.world, sim.groups, sim.pools

    def fave(nsid: str, photo_id: int) -> None:
        sim.faves.add(world.member(nsid), photo_id, at=world.now)

    def unfave(nsid: str, photo_id: int) -> None:
        sim.faves.remove(world.member(nsid), photo_id)

    return {
        "upload": (("nsid",), world.upload),
        "edit": (("id",), world.edit),
        "set_visibility": (("id",), world.set_visibility),
        "change_secrets": (("id",), world.change_secrets),
        "delete": (("id",), world.delete),
        "delete_account": (("nsid",), world.delete_account),
        "rename": (("nsid",), world.rename),
        "rename_alias": (("nsid",), world.rename_alias),
        "set_icon": (("nsid",), world.set_icon),
        "found_group": (("nsid",), groups.found),
        "edit_group": (("group",), groups.edit),
        "join": (("group", "nsid"), groups.join),
        "leave": (("group", "nsid"), groups.leave),
        "set_role": (("group", "nsid", "role"), groups.set_role),
        "add_to_pool": (("group", "id"), pools.add),
        "remove_from_pool": (("group", "id"), pools.remove),
        "decide": (("group", "id"), pools.decide),
        "comment": (("nsid", "id"), sim.comments.add),
        "edit_comment": (("comment",), sim.comments.edit),
        "delete_comment": (("comment",), sim.comments.delete),
        "fave": (("nsid", "id"), fave),
        "unfave": (("nsid", "id"), unfave),
    }
