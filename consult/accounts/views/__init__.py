"""Officers sign in and out, and every page asks who may see it.

``pages`` takes the password, ``second_step`` the code; ``proving`` asks again. ``own_app`` and
``sessions`` are an officer’s own sign-in. ``people``, ``roles``, ``quiet_times`` and
``organisations`` are for admins, ``joining`` and ``lost_passwords`` for who comes with a letter.
``guard`` stands before every page of the site.
"""

from flask import Flask
from flask_security import Security

from consult.accounts.queries import Accounts, current_person
from consult.accounts.rules import IDLE
from consult.accounts.views import (
    guard,
    joining,
    lost_passwords,
    organisations,
    own_app,
    pages,
    people,
    proving,
    quiet_times,
    roles,
    second_step,
    sessions,
)
from consult.accounts.views.door import bp
from consult.accounts.views.guard import require_permissions

__all__ = ["init_app", "require_permissions"]

# Their pages hang on the blueprints of the door, of people and of joining.
PARTS = (
    pages,
    second_step,
    own_app,
    proving,
    sessions,
    roles,
    organisations,
    quiet_times,
    lost_passwords,
)

SETTINGS = {
    # Argon2 only, with the password as it is: its salt is in the hash.
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    # What OWASP advises: 19 MiB and two rounds. More would take memory from residents’ pages.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 19_456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    # Accounts are made on the command line by name and role; see commands.py.
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    # The cookie of a session is renewed by each page and dies after this long without one.
    "PERMANENT_SESSION_LIFETIME": IDLE,
    # The guard asks for the token, after it has asked who is there.
    "WTF_CSRF_CHECK_DEFAULT": False,
}


def init_app(app: Flask) -> None:
    """Let officers sign in, and close every page to people who may not see it."""
    app.config.update(SETTINGS)
    security = Security(register_blueprint=False)
    security.init_app(app, Accounts(), register_blueprint=False)
    # A session signs somebody in; a token in an address or a header never does.
    security.login_manager.request_loader(None)
    guard.init_app(app)
    app.register_blueprint(bp)
    app.register_blueprint(joining.bp)
    app.register_blueprint(people.bp)
    app.context_processor(lambda: {"person": current_person()})
