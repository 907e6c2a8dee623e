"""Journeys in a real browser, in Polish, with axe on every page and the CSP as in production."""
