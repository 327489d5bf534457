"""python -m xl_addin.com_server"""

from xl_addin.com_server.server import main

if __name__ == "__main__":
    main()
