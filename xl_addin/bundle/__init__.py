"""MediaMapper for Windows, made on Linux: a Python, its packages and the product in one folder."""
