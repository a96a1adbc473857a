"""What every page shares: the base template, the stylesheet, error pages, health."""
