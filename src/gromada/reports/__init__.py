"""Documents that span rooms, and the figures that were published from them. Read-only below."""
