"""A geographic incident map: reports in, incidents on a map out."""

__version__ = "0.1.0"
