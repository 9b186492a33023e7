"""The guest half of the host as a mini program sees it, one module per chunk of polyfills/."""
