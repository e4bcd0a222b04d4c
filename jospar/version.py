"""The version of the program, apart from the public face so that every module may know it."""

__version__ = "0.5.0"
