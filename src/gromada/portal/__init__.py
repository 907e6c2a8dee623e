"""Public pages that read. Cannot reach participants."""
