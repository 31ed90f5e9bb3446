"""YAML that authors wrote: read with the place of everything, changed without touching the rest."""
