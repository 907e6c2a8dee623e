"""Units of the country through time: voivodeship, powiat, gmina; their codes, names and kinds."""
