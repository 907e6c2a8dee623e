"""The start page of everyone who signs in: whose turn it is, and what others owe."""
