"""Templates: from a page's context to its HTML, and what that HTML depends on besides.

In: template sources as scanned, `Page`s. Out: bytes, and a fingerprint of a template with all
that it extends, includes or imports. A publication's own templates override the theme's by name;
`default:name` always means the theme's. Knows nothing of cards or files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import meta
from jinja2.runtime import Context as JinjaContext

from factpress import __version__
from factpress.model import Page
from factpress.problems import BuildRefused, Problem
from factpress.urls import NOT_FOUND_URL, relative, rooted

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


class Theme:
    """Renders pages with the theme's templates and the publication's own."""

    def __init__(
        self, default: Mapping[str, str], own: Mapping[str, str], assets: Mapping[str, str]
    ) -> None:
        """`default` and `own` map template names to sources, `assets` asset names to addresses."""
        self._default, self._own = default, own
        self._assets = json.dumps(assets, sort_keys=True)
        self._fingerprints: dict[str, str] = {}
        self._referred: dict[str, tuple[str, ...]] = {}
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(
                [
                    jinja2.DictLoader(own),
                    jinja2.PrefixLoader({"default": jinja2.DictLoader(default)}, delimiter=":"),
                    jinja2.DictLoader(default),
                ]
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(rel=_rel, day=_day, count=_count)
        self._environment.globals["asset"] = dict(assets).__getitem__

    def render(self, page: Page) -> bytes:
        """The page's HTML. Raises BuildRefused with the template's line when it is at fault."""
        try:
            template = self._environment.get_template(page.template)
            return template.render(page.context).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise self._refused(error.name or page.template, error.lineno, str(error)) from error
        except jinja2.TemplatesNotFound as error:
            raise self._refused(page.template, 1, f"needs a missing template: {error}") from error
        except jinja2.TemplateNotFound as error:
            message = f"needs the template {error}, which is missing"
            raise self._refused(page.template, 1, message) from error
        except jinja2.TemplateError as error:
            raise self._refused(*_last_line(error, page.template), str(error)) from error

    def fingerprint(self, name: str) -> str:
        """Digest of a template, all that it refers to, the assets' addresses and our versions."""
        if name not in self._fingerprints:
            parts = [__version__, jinja2.__version__, self._assets]
            for each in sorted(self._closure(name)):
                parts += [each, self._source(each) or ""]
            joined = "\0".join(parts).encode("utf-8")
            self._fingerprints[name] = hashlib.sha256(joined).hexdigest()
        return self._fingerprints[name]

    def _closure(self, name: str) -> set[str]:
        """The template and all it can reach; all there are, when it names one by a variable."""
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in reached and self._source(each) is not None:
                reached.add(each)
                waiting += self._references(each)
        return reached

    def _references(self, name: str) -> tuple[str, ...]:
        if name not in self._referred:
            try:
                tree = self._environment.parse(self._source(name) or "", name=name)
            except jinja2.TemplateSyntaxError as error:
                raise self._refused(error.name or name, error.lineno, str(error)) from error
            named = list(meta.find_referenced_templates(tree))
            everything = (*self._own, *self._default, *(f"default:{n}" for n in self._default))
            self._referred[name] = everything if None in named else tuple(n for n in named if n)
        return self._referred[name]

    def _source(self, name: str) -> str | None:
        if name.startswith("default:"):
            return self._default.get(name.removeprefix("default:"))
        return self._own.get(name, self._default.get(name))

    def _refused(self, name: str, line: int, message: str) -> BuildRefused:
        path = "templates/" + name.removeprefix("default:")
        text = f"template: {message.strip().splitlines()[0]}"
        return BuildRefused([Problem(path, line, 1, text)])


def _last_line(error: Exception, fallback: str) -> tuple[str, int]:
    """The template and line that raised: Jinja gives compiled templates their own tracebacks."""
    name, line, traceback = fallback, 1, error.__traceback__
    while traceback:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None or traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
            name = traceback.tb_frame.f_locals.get("name", name) or name
        traceback = traceback.tb_next
    return name, line


@jinja2.pass_context
def _rel(context: JinjaContext, url: str) -> str:
    """An address of the site as seen from the page being rendered.

    A server shows the not-found page at whatever address was asked for, so that there a relative
    one would lead astray; where the site stands is known only if the publication says so.
    """
    page: Any = context["page"]
    base: str | None = context["publication"]["base"] if page["url"] == NOT_FOUND_URL else None
    return rooted(url, base) if base else relative(url, page["url"])


def _day(text: str) -> str:
    """`2022-01-07` as `7 January 2022`, `2022-01` as `January 2022`; periods with a dash."""
    return " – ".join(_one_day(part) for part in text.split("/"))


def _one_day(text: str) -> str:
    year, *rest = text.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def _count(number: int, one: str, many: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {one if number == 1 else many}"
