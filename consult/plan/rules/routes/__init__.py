"""What is wrong with the routes between questions."""
