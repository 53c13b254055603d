"""Takes the place of the package of the same name beside the dashboard's settings."""
