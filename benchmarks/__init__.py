"""Speed, measured as a ratio in one run against the floor: an empty view behind the same middleware."""
