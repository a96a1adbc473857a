from datetime import timedelta

from django.db import migrations, models
from django.db.models import Q
from django.utils.timezone import now

from publisher.thread.duplicate_posts import WHILE, likeness_of

LIVE = ('approved', 'scheduled', 'sending', 'needs_editor')


def fill(apps, schema_editor):
    """The posts to come and those of the last days, so that their words are known at once."""
    posts = apps.get_model('thread', 'Post').objects
    recent = Q(state='posted', posted_at__gt=now() - WHILE - timedelta(days=1))
    known = posts.filter(recent | Q(thread__state__in=LIVE), thread__approved__seal__isnull=False)
    for post in known.select_related('thread__approved').iterator():
        texts = {each['position']: each['text'] for each in post.thread.approved.seal['posts']}
        words = likeness_of(texts.get(post.position, ''))
        if words:
            posts.filter(pk=post.pk).update(likeness=words)


class Migration(migrations.Migration):

    dependencies = [
        ('thread', '0010_starts_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='likeness',
            field=models.CharField(blank=True, max_length=16, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('likeness__isnull', False)), fields=['likeness'], name='post_by_likeness'),
        ),
    ]
