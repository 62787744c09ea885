"""A month of nights of a small city: what the home weighs and how long a night takes must not creep."""
