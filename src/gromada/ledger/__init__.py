"""Exchange rates and conversion; accounts and sealed entries. Knows money and nothing else."""
