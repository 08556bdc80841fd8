"""A guest's permission is not kept any more: destroy those of the days when it was."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def destroy(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("accounts", "FlickrConnection").objects.filter(in_step_since=None).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_switches")]

    # Backwards there is nothing to do: a guest signs in again.
    operations = [migrations.RunPython(destroy, migrations.RunPython.noop)]
