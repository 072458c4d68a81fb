"""Where these pages live."""

from flask import Blueprint

bp = Blueprint("sign_language", __name__, url_prefix="/<language:lang>")
