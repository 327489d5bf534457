"""From mapped columns to raw data: values, periods to rows, checks, reconciliation."""
