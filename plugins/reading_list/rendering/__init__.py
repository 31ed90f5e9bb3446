"""Views -> HTML: our own templates, and the theme's page split at its slots."""
