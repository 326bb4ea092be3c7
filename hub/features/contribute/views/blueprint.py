"""The blueprint of the contributors' desk, to which each module of views adds its addresses."""

from flask import Blueprint

bp = Blueprint("contribute", __name__)
