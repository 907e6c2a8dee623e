"""What this room imports: the register of units, their indicators, their borders."""

from gromada.territory.imports import boundaries, indicators, territory

__all__ = ["boundaries", "indicators", "territory"]
