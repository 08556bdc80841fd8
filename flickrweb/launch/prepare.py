"""Before anything starts: the folders, the database, the static files.

Run as a program of its own (``python -m flickrweb.launch.prepare``), so that the process which
watches the parts stays small and never loads Django.
"""

import hashlib
import os
from pathlib import Path


def prepare() -> None:
    """Bring the state folder up to date. Quick when there is nothing to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    from flickrweb.doorstep import refuse_another_flickr

    # Kombu's filesystem broker wants its folders to be there.
    for folder in ("broker/messages", "broker/processed", "broker/control", "pulse"):
        Path(settings.STATE_DIR, folder).mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("check")
    call_command("migrate", interactive=False, skip_checks=True)
    refuse_another_flickr()
    call_command("createcachetable")
    declare_queue()
    collect_static()


def declare_queue() -> None:
    """Write the broker's table of queues once, before several processes want to at once.

    Kombu makes the file before it fills it: whoever reads it in between fails on empty JSON.
    """
    from flickrweb.celery import app

    with app.connection_for_write() as connection, connection.channel() as channel:
        app.amqp.queues[app.conf.task_default_queue](channel).declare()


def collect_static() -> None:
    """Hash and compress the static files, unless none has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            status = Path(storage.path(path)).stat()
            seen.update(f"{storage.path(path)} {status.st_mtime_ns} {status.st_size}\n".encode())
    stamp = Path(settings.STATIC_ROOT, ".collected")
    if stamp.exists() and stamp.read_text(encoding="ascii") == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=1)
    stamp.write_text(seen.hexdigest(), encoding="ascii")


if __name__ == "__main__":
    prepare()
