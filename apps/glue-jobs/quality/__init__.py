"""The quality job: which rows are good, and whether the run may go on."""
