import django.db.models.deletion
from django.db import migrations, models

from publisher.thread.models.picture_use import picture_hashes_of

AT_ONCE = 200


def fill(apps, schema_editor):
    """The pictures of all versions there are, each once for its newsroom."""
    shown = apps.get_model('thread', 'Shown')
    versions = apps.get_model('thread', 'Revision').objects.order_by('id')
    known = set()
    rows = versions.values_list('thread__account__newsroom_id', 'content__posts')
    for house, posts in rows.iterator(chunk_size=AT_ONCE):
        new = {(house, sha256) for sha256 in picture_hashes_of(posts or ())} - known
        known |= new
        shown.objects.bulk_create(shown(newsroom_id=house, sha256=sha256) for house, sha256 in sorted(new))


class Migration(migrations.Migration):

    dependencies = [
        ('thread', '0005_likeness'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('newsroom', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='thread.newsroom')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sha256', 'newsroom'), name='one_shown')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
