"""The service plan, its lines and review, and each service followed to its end."""
