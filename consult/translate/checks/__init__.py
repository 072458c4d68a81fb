"""Files of translations, as translators’ programs write them."""
