"""Record linkage: which line of a later version of a plan is which line of an earlier one."""
