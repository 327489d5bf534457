"""Raw data back into a plan sheet, so that an export of it gives the same rows again."""
