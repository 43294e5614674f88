"""Everything that a twin keeps, as things to look into: a place's name and its bytes."""
