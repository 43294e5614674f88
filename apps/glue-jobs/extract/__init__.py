"""The extract job: a snapshot of the shop's tables, pseudonymised, as CSV."""
