"""What people wrote under the photos of the recorded world."""

from galleries.flickr.simulator.comments import SimComment
from galleries.flickr.simulator.recorded.world import RecordedWorld
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.world import World


def recorded_comments(world: World, photo: SimPhoto) -> list[SimComment]:
    """The comments on one photo as they were recorded, oldest first."""
    known = world.comments_on(photo.id) if isinstance(world, RecordedWorld) else []
    return [
        SimComment(
            id=comment.id,
            photo_id=comment.photo_id,
            author=comment.author,
            author_name=comment.author_name,
            author_is_deleted=False,
            created_at=comment.created_at,
            text=comment.text,
        )
        for comment in known
    ]
