"""Pages of the register for everybody who is signed in: units, indicators, the quality of the data, maps as pictures."""

from gromada.territory.views.indicators import figures, gaps, indicator, indicators, quality
from gromada.territory.views.maps import map_image
from gromada.territory.views.units import find, unit

__all__ = ["figures", "find", "gaps", "indicator", "indicators", "map_image", "quality", "unit"]
