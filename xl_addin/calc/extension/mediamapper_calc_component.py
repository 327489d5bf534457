"""What LibreOffice loads: its Python finds the package beside this file, under `pythonpath`."""

from mediamapper_calc.component import g_ImplementationHelper  # type: ignore[import-not-found]  # noqa: F401
