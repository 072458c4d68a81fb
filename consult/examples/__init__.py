"""The example content that a first run shows; every page of it says that it is made up."""
