"""The commune's strategy: needs, and the council's resolution that adopts it."""
