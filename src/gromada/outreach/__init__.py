"""The campaign: events, good practices, materials; empty until a programme campaigns."""
