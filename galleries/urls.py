"""The site's pages. Addresses of synced things are Flickr's own: swap the host and stay there."""

from django.urls import path

from galleries.views import (
    about,
    favourites,
    groups,
    health,
    home,
    leaving,
    operating,
    photos,
    photostreams,
    sync,
    talk,
)

PHOTO = "photos/<str:who>/<int:photo_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("photos/<str:who>/", photostreams.photostream, name="photostream"),
    path(PHOTO, photos.photo, name="photo"),
    path(f"{PHOTO}in/photostream/", photos.photo),
    path(
        f"{PHOTO}in/favorites-<str:whose>/", photos.photo_in_favourites, name="photo_in_favourites"
    ),
    path(f"{PHOTO}in/faves-<str:whose>/", photos.photo_in_faves),
    path("photos/<str:who>/favorites/", favourites.favourites, name="favourites"),
    path(f"{PHOTO}talk/", talk.talk, name="talk"),
    path(f"{PHOTO}take-back/", leaving.take_back, name="take_back"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<str:nsid>/keep/", groups.keep, name="keep_group"),
    path("groups/<str:nsid>/stop/", groups.stop, name="stop_group"),
    path("sync/", sync.sync, name="sync"),
    path("sync/<int:stream_id>/look/", sync.look_now, name="look_now"),
    path("operator/", operating.operator, name="operator"),
    path("operator/streams/<int:stream_id>/run/", operating.run, name="run_stream"),
    path("operator/streams/<int:stream_id>/pause/", operating.pause, name="pause_stream"),
    path("operator/streams/<int:stream_id>/go-on/", operating.go_on, name="go_on_stream"),
    path("operator/streams/<int:stream_id>/reset/", operating.reset, name="reset_stream"),
    path("settings/export/", leaving.export, name="export"),
    path("settings/forget/", leaving.forget, name="forget"),
    path("about/", about.about, name="about"),
    path("healthz", health.healthz, name="healthz"),
]
