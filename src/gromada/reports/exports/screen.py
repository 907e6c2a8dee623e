"""The blocks of a report as the screen draws them: bars and the strip in the colours of the page, cells with their place."""

from gromada.core import charts


def on_screen(data: dict) -> list[dict]:
    """The blocks of a report with what the screen draws itself: bars and the strip in the colours of the page."""
    return [
        {"title": section["title"], "blocks": [_block(block) for block in section["blocks"]]}
        for section in data["sections"]
    ]


def _block(block: dict) -> dict:
    if block["kind"] == "bars":
        paints = {"g1": "f1", "g2": "f2", "g3": "f3", "g5": "f5"}
        rows = [
            row
            | {
                "svg": charts.bar(
                    row["share"], paint=paints.get(row["key"], "f5"), whole_paint="p4", of=row.get("limit", 1)
                )
            }
            for row in block["rows"]
        ]
        return block | {"rows": rows}
    if block["kind"] == "strip":
        shares = [part["share"] for part in block["parts"]]
        words = "; ".join(f"{part['label']} {part['value']}" for part in block["parts"])
        drawn = [part | {"swatch": charts.key(f"p{place}")} for place, part in enumerate(block["parts"], 1)]
        return block | {"svg": charts.strip(*shares, title=words), "parts": drawn}
    if block["kind"] == "table":
        rows = [row | {"cells": cells_of(row, block["columns"])} for row in block["rows"]]
        body, totals = ([row for row in rows if (row.get("kind") == "total") is last] for last in (False, True))
        return block | {"rows": body, "totals": totals, "caption_hidden": not block.get("title")}
    return block


def cells_of(row: dict, columns: list[dict]) -> list[dict]:
    """Cells with their alignment and the columns the first one takes; a line feed splits off the small line."""
    span = row.get("span", 1)
    made = []
    for place, text in enumerate(row["cells"]):
        column = columns[place if place == 0 else place + span - 1]
        first, _feed, second = text.partition("\n")
        made.append({
            "text": first,
            "small": second,
            "right": column.get("align") == "right",
            "strong": column.get("strong", False) or (place == 0 and bool(row.get("kind"))),
            "span": span if place == 0 else 1,
        })  # fmt: skip
    return made
