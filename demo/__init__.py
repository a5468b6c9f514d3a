"""The demonstration city: sixteen government websites with known faults, served without a network."""
