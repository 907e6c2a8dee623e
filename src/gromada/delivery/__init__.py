"""Sessions held and who attended them."""
