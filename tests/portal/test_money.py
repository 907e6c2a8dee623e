"""Money on the public pages is all the money, also what came from outside the allocation."""

from decimal import Decimal

import pytest

from gromada.contracts.models import Contract
from gromada.finance.queries.deeds import OUTSIDE
from gromada.portal import queries
from gromada.portal.queries import of_services
from tests.finance.walk import paid_invoice
from tests.portal.walk import CODE, joined, serving

pytestmark = pytest.mark.django_db


def test_a_service_shows_what_every_source_paid():
    (place,) = joined()
    (service,) = serving(place)
    paid_invoice(Contract.objects.get(service=service), shares={"loan": "6000.00", "gmina": "300.00"})
    page = queries.service(CODE, service.pk)
    assert page.paid_pln == page.contract.value_pln == Decimal("6300.00")


def test_both_rooms_call_the_account_beside_by_the_same_name():
    assert of_services.OUTSIDE == OUTSIDE
