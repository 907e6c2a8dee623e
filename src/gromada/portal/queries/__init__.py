"""What anybody may read. Nothing here knows a participant: figures about people come from what reports published."""

from gromada.portal.queries.of_gminas import GminaPage, gmina
from gromada.portal.queries.of_programmes import (
    CataloguePage,
    ProgrammePage,
    StartPage,
    catalogue,
    programme,
    programme_of,
    start,
)
from gromada.portal.queries.of_services import ServicePage, ServicesPage, service, services

__all__ = [
    "CataloguePage",
    "GminaPage",
    "ProgrammePage",
    "ServicePage",
    "ServicesPage",
    "StartPage",
    "catalogue",
    "gmina",
    "programme",
    "programme_of",
    "service",
    "services",
    "start",
]
