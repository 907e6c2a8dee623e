"""The programme as loaded from its file, its rule sets and catalogue; allocations and each commune's path."""
