"""``python -m reports.cli`` is ``xuncha``."""

from reports.cli import main

if __name__ == "__main__":
    main()
