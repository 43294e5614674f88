"""The five analyses, calculated from the input files alone."""
