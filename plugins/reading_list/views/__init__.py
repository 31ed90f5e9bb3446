"""Library -> what each kind of page shows, as finished facts; no HTML is made here."""
