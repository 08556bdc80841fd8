"""Whose photo an entry is, as its photo has it; and when a verdict came to stand on it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("galleries", "0010_reports")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="owner",
            field=models.ForeignKey(
                null=True,
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="galleries.person",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
