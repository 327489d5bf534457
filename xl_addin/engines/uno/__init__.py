"""An xlwings engine for LibreOffice: the same API as in Excel, over UNO and a pipe to a running office."""

from xl_addin.engines.uno.app import engine, office_app, register
from xl_addin.engines.uno.own_office import Office, start_office

__all__ = ["Office", "engine", "office_app", "register", "start_office"]
