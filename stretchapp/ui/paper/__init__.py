"""Printed sheets as PDF files."""
