"""Programs and libraries that others wrote, from the npm registry, as they are."""
