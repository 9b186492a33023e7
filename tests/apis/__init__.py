"""Every API as a mini program sees it, one module per module of jshost/apis."""
