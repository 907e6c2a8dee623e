"""Commands of the cellar."""
