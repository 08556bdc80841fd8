from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("galleries", "0007_people_in_photos"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                ("part", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("connections", "Connections"),
                            ("streams", "Streams"),
                            ("installation", "Installation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day", models.DateField()),
                ("began_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "day"), name="a_matter_is_told_once_a_day"
                    )
                ],
            },
        ),
    ]
