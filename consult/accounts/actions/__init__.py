"""What happens to accounts.

Read in this order: organisations, accounts, passwords, sessions, lost_passwords; then
second_factor and signing_in; then invitations, joining, people with what must not happen in
last_ones. ``tries`` counts guesses, ``history`` writes down what happened.
"""
