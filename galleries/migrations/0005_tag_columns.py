"""Tags know whose photo they stand on and when it was uploaded, for the order of their pages."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    photo = apps.get_model("galleries", "Photo").objects.filter(pk=OuterRef("photo"))
    apps.get_model("galleries", "PhotoTag").objects.update(
        owner=Subquery(photo.values("owner")), uploaded_at=Subquery(photo.values("uploaded_at"))
    )


def owner(**fields):
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="galleries.person",
        **fields,
    )


class Migration(migrations.Migration):
    # PostgreSQL alters no table whose rows were changed in the same transaction.
    atomic = False

    dependencies = [("galleries", "0004_outbox")]

    operations = [
        migrations.AddField("phototag", "owner", owner(null=True)),
        migrations.AddField("phototag", "uploaded_at", models.DateTimeField(null=True)),
        # Backwards there is nothing to take out: the columns go.
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("phototag", "owner", owner()),
        migrations.AlterField("phototag", "uploaded_at", models.DateTimeField()),
        # The index of the constraint begins with the photo as well.
        migrations.AlterField(
            model_name="phototag",
            name="photo",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tags",
                to="galleries.photo",
            ),
        ),
    ]
