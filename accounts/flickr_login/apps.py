from django.apps import AppConfig


class FlickrLoginConfig(AppConfig):
    name = "accounts.flickr_login"
