"""The relief flow of a cramp: events, plan, cramp clock. Pure."""
