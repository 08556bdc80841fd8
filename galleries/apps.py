from django.apps import AppConfig


class GalleriesConfig(AppConfig):
    name = "galleries"

    def ready(self) -> None:
        from accounts.signals import forgetting
        from galleries.actions.leaving import when_forgetting

        forgetting.connect(when_forgetting, dispatch_uid="galleries forget what accounts forgets")
