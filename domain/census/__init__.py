"""The Department's termly return of children missing education (DOMAIN 6): who counts, under which label, how many."""
