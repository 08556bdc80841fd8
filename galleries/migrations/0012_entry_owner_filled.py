"""Fill the owners of entries. Backwards there is nothing to do: the column goes."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("galleries", "Entry").objects
    photos = apps.get_model("galleries", "Photo").objects.filter(pk=OuterRef("photo"))
    entries.filter(owner=None).update(owner=Subquery(photos.values("owner")[:1]))


class Migration(migrations.Migration):
    dependencies = [("galleries", "0011_entry_owner")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
