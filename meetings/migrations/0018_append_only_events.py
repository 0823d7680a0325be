from django.db import migrations

from meetings.guard import guard_put_up, guard_take_down


class Migration(migrations.Migration):
    """Events are written once: from here on the database itself refuses anything else."""

    dependencies = [
        ('meetings', '0017_seals'),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guard_put_up(schema_editor),
            lambda apps, schema_editor: guard_take_down(schema_editor),
        ),
    ]
