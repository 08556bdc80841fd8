"""Addresses. The site's pages stand in galleries.urls, sign-in and settings in accounts.urls."""

from django.urls import include, path

from flickrweb.csp_reports import csp_reports
from flickrweb.watching import views as watching

urlpatterns = [
    path("readyz", watching.readyz, name="readyz"),
    path("metrics", watching.metrics, name="metrics"),
    path("csp-reports", csp_reports),
    path("", include("accounts.urls")),
    path("", include("galleries.urls")),
]

handler400 = "galleries.views.errors.bad_request"
handler403 = "galleries.views.errors.forbidden"
handler404 = "galleries.views.errors.not_found"
handler429 = "galleries.views.errors.too_many"  # allauth's name for it
handler500 = "galleries.views.errors.broken"
