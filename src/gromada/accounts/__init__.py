"""Who may act: people, organisations, and dated grants of a role with a scope."""
