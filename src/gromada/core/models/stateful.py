"""What every object with a path has: its state, and the day it came into it."""

from django.db import models


class Stateful(models.Model):
    """`state` changes only through core.workflow.move; `state_since` is the day of the deed that brought it there."""

    state = models.CharField(max_length=20)
    state_since = models.DateField()

    class Meta:
        abstract = True

    def get_state_display(self) -> str:
        return str(type(self).WORKFLOW.states(self.state).label)
