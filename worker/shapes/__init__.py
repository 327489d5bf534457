"""The shapes that travel everywhere: frozen dataclasses; rows and columns count from 1, as the sheet shows them."""
