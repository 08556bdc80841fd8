"""Addresses of the sign-in itself. allauth reverses them by these names."""

from django.urls import path

from accounts.flickr_login.views import oauth_callback, oauth_login

urlpatterns = [
    path("", oauth_login, name="flickr_login"),
    path("callback/", oauth_callback, name="flickr_callback"),
]
