"""Addresses of signing in, signing out and a person's own settings.

Of allauth only the two that Flickr needs are here: no passwords, e-mails or connections.
"""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/flickr/", include("accounts.flickr_login.urls")),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("settings/", views.settings, name="settings"),
    path("settings/switches/", views.switches, name="switches"),
    path("settings/disconnect/", views.disconnect, name="disconnect"),
]
