"""Where people watch a video in sign language, and where officers put it."""

from consult.sign_language.views import desk, watching
from consult.sign_language.views.blueprint import bp

__all__ = ["bp", "desk", "watching"]
