"""What the user has granted. This room knows scopes and decisions, and no JavaScript."""
