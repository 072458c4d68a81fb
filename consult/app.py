"""Wiring only: makes the app from its stages."""

from collections.abc import Mapping

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from consult.accounts import commands as accounts_commands
from consult.accounts import jobs as accounts_jobs
from consult.accounts import views as accounts
from consult.analyse import commands as analyse_commands
from consult.analyse import jobs as analyse_jobs
from consult.analyse import views as analyse
from consult.core import errors, languages, mail, pages, queue, security
from consult.core import reading as reading_choices
from consult.core.audit import commands as audit_commands
from consult.core.database import db, let_go, prepare_engine, reading
from consult.core.security import READERS
from consult.core.settings import ROOT, read_settings
from consult.easy_read import jobs as easy_read_jobs
from consult.easy_read import views as easy_read
from consult.examples import commands as examples_commands
from consult.home import views as home
from consult.oversight import views as oversight
from consult.plan import commands as plan_commands
from consult.plan import views as plan
from consult.preview import jobs as preview_jobs
from consult.preview import views as preview
from consult.report import jobs as report_jobs
from consult.report import views as report
from consult.respond import jobs as respond_jobs
from consult.respond import views as respond
from consult.share import jobs as share_jobs
from consult.share import views as share
from consult.sign_language import jobs as sign_language_jobs
from consult.sign_language import views as sign_language
from consult.translate import jobs as translate_jobs
from consult.translate import views as translate

# Named so that the queue knows what they do; nothing calls them here.
JOBS = (
    accounts_jobs,
    translate_jobs,
    easy_read_jobs,
    sign_language_jobs,
    respond_jobs,
    analyse_jobs,
    share_jobs,
    report_jobs,
    preview_jobs,
)


class Site(Flask):
    """A Flask app in which a GET cannot write and a POST is one transaction."""

    request_class = security.SafeRequest

    def full_dispatch_request(self) -> Response:
        """Let the database itself refuse writes in a GET."""
        if request.method in READERS:
            with reading():
                return super().full_dispatch_request()
        return super().full_dispatch_request()

    def dispatch_request(self) -> ResponseReturnValue:
        """Commit once, after the view and before anybody is thanked.

        A view that raises commits nothing: the error pages roll back.
        """
        answer = super().dispatch_request()
        if request.method not in READERS:
            db.session.commit()
        return answer

    def handle_user_exception(self, error: Exception) -> ResponseReturnValue:
        """Undo what a failed view began, then show what went wrong."""
        let_go()
        return super().handle_user_exception(error)


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """Return the app. ``settings`` stand above those of the environment."""
    app = Site("consult", template_folder=str(ROOT / "templates"))
    app.config.update(read_settings())
    app.config.update(settings or {})
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        # Errors of the database must not carry what people wrote.
        "hide_parameters": True,
        # A database that was started again costs nobody a press.
        "pool_pre_ping": True,
    }
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if app.config["PROXIES"]:
        # Only the address of the person: which host and scheme we are, BASE_URL says.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # since: as Flask's documents say
            app.wsgi_app, x_for=app.config["PROXIES"], x_proto=0, x_host=0
        )
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "consult" / "migrations"), render_as_batch=True)
    with app.app_context():
        prepare_engine(db.engine)
    # Called before the session is closed, which would fail where the database is gone.
    app.teardown_appcontext(let_go)
    CSRFProtect(app)
    for part in (security, languages, pages, reading_choices, queue, mail, errors, accounts):
        part.init_app(app)
    stages = (plan, translate, easy_read, sign_language, respond, analyse, share, report, home)
    desks = (oversight.bp, respond.desk, respond.take_in, share.desk, preview.desk)
    for blueprint in (*(stage.bp for stage in (*stages, preview)), home.root, *desks):
        app.register_blueprint(blueprint)
    with_commands = (audit_commands, accounts_commands, plan_commands, analyse_commands)
    for commands in (*with_commands, examples_commands):
        app.cli.add_command(commands.cli)
    accounts.require_permissions(app)
    return app
