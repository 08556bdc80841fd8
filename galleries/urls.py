"""The site's pages. Addresses of synced things are Flickr's own: swap the host and stay there."""

from django.urls import path

from galleries.views import about, health, home, leaving, photos, photostreams, sync

urlpatterns = [
    path("", home.home, name="home"),
    path("photos/<str:who>/", photostreams.photostream, name="photostream"),
    path("photos/<str:who>/<int:photo_id>/", photos.photo, name="photo"),
    path("sync/", sync.sync, name="sync"),
    path("sync/keep/", sync.keep_in_step, name="keep_in_step"),
    path("sync/<int:stream_id>/look/", sync.look_now, name="look_now"),
    path("settings/export/", leaving.export, name="export"),
    path("settings/forget/", leaving.forget, name="forget"),
    path("about/", about.about, name="about"),
    path("healthz", health.healthz, name="healthz"),
]
