"""Template filters and tags that every room may use."""
