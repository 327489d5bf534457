"""xlwings engines for hosts that xlwings does not serve."""
