"""Shipped texts: tips, doctor rules, triggers, relief cards, articles, omissions."""
