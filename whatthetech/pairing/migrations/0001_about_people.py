"""What pairing must know of people beside their profiles."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0009_leads_and_lists'),
        ('scheduling', '0006_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AboutLearner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed', models.BooleanField(help_text='Unknown: whoever says when they are free, or books, wants one.', null=True, verbose_name='wants a volunteer of their own')),
                ('came_before', models.BooleanField(default=False, verbose_name='has been to a session before we kept registers here')),
                ('learner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='about_pairing', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'what pairing knows of a learner',
                'verbose_name_plural': 'what pairing knows of a learner',
            },
        ),
        migrations.CreateModel(
            name='AboutVolunteer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('learners_a_week', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='learners in a week, at most')),
                ('learners_in_all', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='learners in all, at most')),
                ('turns_18_on', models.DateField(blank=True, null=True)),
                ('sessions_before', models.PositiveSmallIntegerField(default=0, verbose_name='sessions helped at before we kept registers here')),
                ('good_with_hearing', models.BooleanField(default=False, verbose_name='good with people who hear little')),
                ('good_with_sight', models.BooleanField(default=False, verbose_name='good with people who see little')),
                ('good_with_pace', models.BooleanField(default=False, verbose_name='good with people who need time')),
                ('volunteer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='about_pairing', to='people.volunteerprofile')),
            ],
            options={
                'verbose_name': 'what pairing knows of a volunteer',
                'verbose_name_plural': 'what pairing knows of a volunteer',
            },
        ),
        migrations.CreateModel(
            name='Interpreter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('booked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('booked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interpreters', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='scheduling.term')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('learner', 'term'), name='one_interpreter_a_term')],
            },
        ),
        migrations.CreateModel(
            name='OutOfReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='out_of_reach', to=settings.AUTH_USER_MODEL)),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='scheduling.venue')),
            ],
            options={
                'verbose_name_plural': 'out of reach',
                'constraints': [models.UniqueConstraint(fields=('person', 'venue'), name='out_of_reach_once')],
            },
        ),
    ]
