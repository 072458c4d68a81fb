"""What happens to accounts.

Read in this order: organisations, accounts, passwords, sessions; then second_factor and
signing_in. ``tries`` counts guesses, ``history`` writes down what happened.
"""
