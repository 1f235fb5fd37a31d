"""Lines for the configuration of a server, from a publication's settings and templates alone."""

from __future__ import annotations

from pathlib import Path

from factpress.content.settings_file import settings_in
from factpress.exports.host_files import caddy, nginx
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.limits import bytes_of_template
from factpress.model.problems import BuildRefused, Problem, in_order
from factpress.model.settings import PublicationFields
from factpress.model.urls import SETTINGS_PATH
from factpress.output import disk
from factpress.output.scanning import scan
from factpress.templating.environment import Sources
from factpress.templating.host_policy import host_policy
from factpress.theme.installed import default_templates


def server_lines(server: str, content: Path, templates: Path | None) -> str:
    """The lines for `nginx` or `caddy`. Raises BuildRefused where the settings are wrong."""
    publication = _publication(content)
    theirs, _ = scan(default_templates(), bytes_of_template)
    own, _ = scan(templates, bytes_of_template) if templates else ((), ())
    policy = host_policy(Sources.of(theirs, own, templates), publication)
    return {"nginx": nginx, "caddy": caddy}[server](publication, policy).rstrip("\n")


def _publication(content: Path) -> PublicationFields:
    place = content / SETTINGS_PATH
    text = disk.read(place)
    if text is None:
        raise BuildRefused([Problem(place.as_posix(), 1, 1, "there is no such file")])
    settings = settings_in(InputFile(place.as_posix(), text, digest(text)))
    if settings.fields is None:
        raise BuildRefused(in_order(settings.problems))
    return settings.fields
