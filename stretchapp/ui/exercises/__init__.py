"""The exercises: a page to find one, and a page about one."""
