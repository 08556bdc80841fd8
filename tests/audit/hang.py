"""``python -m tests.audit.hang``: a public gallery of thirty photos; prints one photo's number."""

from tests.bench.house import open_house, tell

PHOTOS = 30


def main() -> None:
    open_house()
    from django.conf import settings
    from django.core.management import call_command

    from galleries.actions.hanging import hang, write
    from galleries.actions.publishing import publish, say_about
    from galleries.models import Photo
    from tests.browser.hang import hang as hang_photostream
    from tests.cast import NOW, make_cast
    from tests.views.gallery_scenes import make_gallery

    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    alice = make_cast().alice
    photos = hang_photostream(alice, settings.FLICKR_STATIC_URL)
    public = [photo for photo in photos if photo.visibility == Photo.Visibility.PUBLIC]
    gallery = make_gallery(alice, "The last ferries", is_public=False)
    gallery = say_about(
        gallery,
        introduction="Every winter the ferries come *fewer*, and later.",
        by=alice.user,
        now=NOW,
        version=gallery.version,
    )
    hang([photo.pk for photo in public[:PHOTOS]], gallery=gallery, by=alice.user, now=NOW)
    for hung in gallery.placements.in_order():
        write(hung, caption="Late.", alt="A quay", by=alice.user, now=NOW, version=hung.version)
    publish(gallery, by=alice.user, now=NOW)
    tell(str(public[1].pk))


if __name__ == "__main__":
    main()
