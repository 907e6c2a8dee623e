"""Charts, marks and small pictures as SVG strings: the same source for the page, the dark page, the print and typst.

Every function is pure: the same input gives the same bytes. With `palette="css"` (the default) colours are classes of
gromada.css, so that a chart follows dark mode; with `palette="print"` they are literal attributes for typst and files; with
`palette="image"` the picture carries its own sheet (`STYLE`), because an <img> cannot see that of the page.
No chart makes an `id`, so that any number of them stand on one page. A chart with a `title` is `role="img"` and says
its finding; without one it is decoration (`aria-hidden`). Texts are escaped here: pass plain strings.
"""

from gromada.core.charts.distributions import histogram, line_key, lorenz, multiples
from gromada.core.charts.image import STYLE
from gromada.core.charts.landscape import fields, village
from gromada.core.charts.maps import Box, Label, Tiles, choropleth, tiles
from gromada.core.charts.mark import key, mark
from gromada.core.charts.money import bar, difference, strip
from gromada.core.charts.plots import bars, line, stacked, trend
from gromada.core.charts.steps import gantt, months, path_furrows
from gromada.core.charts.svg import group_paint

__all__ = [
    "STYLE",
    "Box",
    "Label",
    "Tiles",
    "bar",
    "bars",
    "choropleth",
    "difference",
    "fields",
    "gantt",
    "group_paint",
    "histogram",
    "key",
    "line",
    "line_key",
    "lorenz",
    "mark",
    "months",
    "multiples",
    "path_furrows",
    "stacked",
    "strip",
    "tiles",
    "trend",
    "village",
]
