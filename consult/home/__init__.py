"""The front doors: public pages, one address for each consultation, and the officer’s desk."""
