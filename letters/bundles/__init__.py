"""Bundles as PDF: what people bring is read and cleaned, and laid out by a plan made beforehand."""
