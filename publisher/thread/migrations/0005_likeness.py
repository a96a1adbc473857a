from datetime import timedelta

from django.db import migrations, models
from django.utils.timezone import now

from publisher.thread.duplicate_posts import WHILE, likeness_of


def fill(apps, schema_editor):
    """The posts of the last days, so that their words are known at once."""
    calls = apps.get_model('thread', 'Call').objects
    recent = calls.filter(kind='post', started_at__gt=now() - WHILE - timedelta(days=1))
    for call in recent.only('body').iterator():
        calls.filter(pk=call.pk).update(likeness=likeness_of(call.body.get('text', '')))


class Migration(migrations.Migration):

    dependencies = [
        ('thread', '0004_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='likeness',
            field=models.CharField(blank=True, max_length=16, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(condition=models.Q(('likeness__isnull', False)), fields=['account', 'likeness', 'started_at'], name='call_by_likeness'),
        ),
    ]
