"""`python -m extractor` is `extract`."""

import sys

from .cli import main

sys.exit(main())
