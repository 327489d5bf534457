"""The habits of planners, one family a file; the folder is the registry."""
