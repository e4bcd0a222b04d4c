"""`python -m jospar` is the command `jospar`."""

from jospar.pipeline.main import main

main()
