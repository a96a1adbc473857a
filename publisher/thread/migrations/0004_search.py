from django.db import migrations, models

import publisher.thread.models.search_field
from publisher.thread.search_index import create_search_index, take_up
from publisher.thread.normalize import fold_text

BATCH = 1000


def fill(apps, schema_editor):
    """The words of the articles that are there already."""
    articles = apps.get_model('thread', 'Article').objects.only('headline')
    batch = []
    for article in articles.iterator(chunk_size=BATCH):
        article.words = fold_text(article.headline)
        batch.append(article)
        if len(batch) == BATCH:
            articles.bulk_update(batch, ['words'])
            batch = []
    articles.bulk_update(batch, ['words'])


class Migration(migrations.Migration):

    dependencies = [
        ('thread', '0003_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='words',
            field=publisher.thread.models.search_field.WordsField(blank=True, default='', editable=False, of='headline'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex(model_name='thread', name='thread_by_state'),
        migrations.RemoveIndex(model_name='thread', name='thread_by_account'),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['state', 'due_at', 'id'], name='thread_by_due'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['state', 'changed_at', 'id'], name='thread_by_change'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['account', 'state', 'due_at', 'id'], name='thread_by_account'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['made_by', 'state', 'due_at', 'id'], name='thread_by_maker'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['account', 'started_at'], name='call_by_account'),
        ),
    ]


# The index itself is raw SQL of each database, and stands after its column is filled.
Migration.operations.append(
    migrations.RunPython(
        lambda apps, schema_editor: create_search_index(schema_editor.connection),
        lambda apps, schema_editor: take_up(schema_editor.connection),
    )
)
