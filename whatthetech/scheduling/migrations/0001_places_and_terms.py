"""Venues with their rooms, terms, and days that are closed."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('address', models.TextField(max_length=400)),
                ('how_to_get_there', models.TextField(blank=True, help_text='In words, without a map: which bus, which door.', max_length=1000)),
                ('is_step_free', models.BooleanField(default=False, verbose_name='a way in without steps')),
                ('has_hearing_loop', models.BooleanField(default=False, verbose_name='a hearing loop')),
                ('has_quiet_room', models.BooleanField(default=False, verbose_name='a quiet room')),
                ('toilets', models.CharField(blank=True, help_text='Where they are.', max_length=200)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
            ],
            options={
                'ordering': ['begins_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='a_term_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('learners_at_most', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='scheduling.venue')),
            ],
            options={
                'ordering': ['venue__name', 'name'],
                'constraints': [models.UniqueConstraint(fields=('venue', 'name'), name='a_room_is_named_once'), models.CheckConstraint(condition=models.Q(('learners_at_most__gte', 1)), name='a_room_holds_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('name', models.CharField(max_length=120)),
                ('is_bank_holiday', models.BooleanField(default=False)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closed_days', to='scheduling.venue')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('venue', None)), fields=('day',), name='closed_once_everywhere'), models.UniqueConstraint(fields=('day', 'venue'), name='closed_once_at_a_venue'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_at', None), _negated=True), _connector='OR'), name='who_confirms_a_day_does_so_at_a_time')],
            },
        ),
    ]
