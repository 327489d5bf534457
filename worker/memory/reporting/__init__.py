"""How the memory performs: usage, calibration, the model ledger, the report."""
