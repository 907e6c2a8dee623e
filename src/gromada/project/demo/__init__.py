"""The demo: thirteen gminas at different places of their path, built by walking the actions. People and organisations are invented."""
