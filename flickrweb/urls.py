"""Addresses. The site's pages stand in galleries.urls, sign-in and settings in accounts.urls."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("galleries.urls")),
]

handler403 = "galleries.views.errors.forbidden"
handler404 = "galleries.views.errors.not_found"
handler500 = "galleries.views.errors.broken"
