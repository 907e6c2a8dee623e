"""Contracts with providers, their legal review and signature."""
