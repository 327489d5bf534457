"""What a cell value is: number, money, date, percent, code."""
