"""Indicators measured, visits and findings; empty until there is something to measure."""
