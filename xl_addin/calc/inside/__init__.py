"""What runs inside LibreOffice's own Python: standard library and `uno` only, no newer than Python 3.8.

In the extension this package is called `mediamapper_calc`; here it can be imported and tested without an office.
"""
