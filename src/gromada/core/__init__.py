"""The cellar: what every room stands on and no room owns. It knows no noun of a programme."""
