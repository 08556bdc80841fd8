"""Galleries in stories: who hangs what where."""

from galleries.actions.galleries import begin
from galleries.actions.hanging import hang
from galleries.actions.publishing import publish
from galleries.models import Curator, Gallery, Photo
from tests.cast import NOW, Actor


def make_gallery(owner: Actor, title: str, *photos: Photo, is_public: bool = True) -> Gallery:
    """A gallery with these photos in one section. Published, unless nothing may be shown."""
    gallery = begin(title, by=owner.user, now=NOW)
    hang([photo.pk for photo in photos], gallery=gallery, by=owner.user, now=NOW)
    if is_public:
        publish(gallery, by=owner.user, now=NOW)
    return Gallery.objects.get(pk=gallery.pk)


def make_curator(gallery: Gallery, actor: Actor) -> Curator:
    return Curator.objects.create(gallery=gallery, person=actor.person, since=NOW)
