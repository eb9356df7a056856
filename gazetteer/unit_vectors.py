"""Points on Earth as unit vectors: nearness has no seam at the antimeridian and the poles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def unit_vectors(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees to three columns; the chord between two of them grows with the distance."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
