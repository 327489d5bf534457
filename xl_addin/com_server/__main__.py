"""python -m xl_addin.com_server"""

from xl_addin.com_server.serving import main

if __name__ == "__main__":
    main()
