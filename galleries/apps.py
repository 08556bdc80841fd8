from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_delete


class GalleriesConfig(AppConfig):
    name = "galleries"

    def ready(self) -> None:
        from celery.signals import worker_ready
        from django.core.checks import Tags, register

        from accounts.models import FlickrConnection
        from accounts.signals import connected, forgetting
        from galleries.actions import deeds
        from galleries.actions.leaving import (
            when_connected_again,
            when_disconnecting,
            when_forgetting,
        )
        from galleries.actions.streams import when_connected
        from galleries.keeping.belonging import database_is_of_this_flickr, remember_flickr
        from galleries.keeping.checks import marks_can_be_written
        from galleries.keeping.marks import when_worker_starts

        # First, so that no worker walks while a member's photos are still kept out.
        connected.connect(
            when_connected_again, dispatch_uid="galleries let a member's photos come again"
        )
        connected.connect(when_connected, dispatch_uid="galleries keep a member in step")
        connected.connect(deeds.when_connected, dispatch_uid="galleries send what waited")
        pre_delete.connect(
            when_disconnecting,
            sender=FlickrConnection,
            dispatch_uid="galleries wait for pages under way",
        )
        forgetting.connect(when_forgetting, dispatch_uid="galleries forget what accounts forgets")
        register(marks_can_be_written)
        register(database_is_of_this_flickr, Tags.database)
        post_migrate.connect(
            remember_flickr, sender=self, dispatch_uid="galleries remember whose they are"
        )
        worker_ready.connect(when_worker_starts, dispatch_uid="galleries forget what was forgotten")
