"""What a page says, in words and values."""
