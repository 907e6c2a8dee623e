"""Invoices checked and paid, and the sources each payment is split over."""
