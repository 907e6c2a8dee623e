"""The stylesheet inside a picture that is a file of its own: an <img> cannot see the sheet of the page it stands on."""

# The tokens of gromada.css that a map needs, by day and by night; a test holds them to the sheet.
LIGHT = {
    "sheet": "#fff", "ink": "#1d2823", "ink2": "#4d5751", "edge": "#7d7765", "bor": "#17493f",
    "miod": "#f0b13a", "miod-ink": "#6f4400",
    "q0": "#ece6d9", "q1": "#dfe6c8", "q2": "#b3cfae", "q3": "#7bab8d", "q4": "#417d69", "q5": "#17493f",
    "d1": "#9a4a1c", "d2": "#dda274", "d3": "#ece6d9", "d4": "#7bab8d", "d5": "#17493f",
}  # fmt: skip
DARK = {
    "sheet": "#1c2421", "ink": "#efeadf", "ink2": "#b7bfb8", "edge": "#8b968f", "bor": "#8ed1bb",
    "miod": "#f0b13a", "miod-ink": "#f8d48d",
    "q0": "#262e2b", "q1": "#2c4239", "q2": "#3b6352", "q3": "#558a74", "q4": "#7db89f", "q5": "#8ed1bb",
    "d1": "#f0a87a", "d2": "#9a5f38", "d3": "#262e2b", "d4": "#558a74", "d5": "#8ed1bb",
}  # fmt: skip

_RULES = (
    "path{stroke:var(--sheet);stroke-linejoin:round}"
    ".in-prog{stroke:var(--ink)}.p4{fill:var(--sheet);stroke:var(--edge)}.w1{fill:var(--miod)}"
    ".wr{fill:var(--bor);stroke:var(--sheet)}"
    ".border{fill:none;stroke:var(--edge)}"
    "text{font:14px 'Source Sans Pro','Source Sans 3','Segoe UI',sans-serif;fill:var(--ink2)}"
    ".halo{paint-order:stroke;stroke:var(--sheet);stroke-width:4px;stroke-linejoin:round;fill:var(--ink);font-weight:600}"
)


def _tokens(values: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())


_PAINTS = "".join(f".{name}{{fill:var(--{name})}}" for name in LIGHT if name[0] in "qd")
STYLE = f":root{{{_tokens(LIGHT)}}}@media screen and (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}}}}}{_PAINTS}{_RULES}"
