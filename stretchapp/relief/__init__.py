"""The relief of a cramp: clocks, agenda, plan and events. Pure: no clock, no I/O, no Qt."""
