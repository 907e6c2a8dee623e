"""A version of a questionnaire is what people answered: it is never changed."""

from django.db import migrations

from gromada.core.models.sealing import Seal


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_start")]

    operations = [Seal("surveys_surveyversion")]
