"""The example content that a first run shows; its page and the list say that it is made up."""
