"""The public door: questions for anybody, without signing in, and what becomes of the answers."""
