"""Templates: from a page's context to its HTML, with a fingerprint of the template.

A fingerprint includes all templates that one extends, includes or imports. A publication's own
templates override the theme's by name; `default:name` always means the theme's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import jinja2
from jinja2 import meta, nodes
from jinja2.bccache import Bucket

from factpress import __version__
from factpress.i18n.translations import Words
from factpress.model.cards import Deferred, InputFile
from factpress.model.contexts import AnyOutput, Page
from factpress.model.encoding import digest
from factpress.model.headers import DIRECTIVES
from factpress.model.plain_json import compact
from factpress.model.problems import BuildRefused, Problem, unknown
from factpress.model.site import Output
from factpress.model.urls import NOT_FOUND_URL, output_path
from factpress.output.writer import Wanted
from factpress.templating.filters import csp, filters, is_quotation
from factpress.templating.jinja import OPTIONS, FastJinja, PlainJinja, fast_jinja
from factpress.templating.messages import PageLinks, install, message_parts
from factpress.theme.assets import NO_INTEGRITY, sources
from factpress.theme.installed import versions_of


class Sources(NamedTuple):
    """Template sources by name: the theme's, and the publication's own from the folder `own_at`."""

    default: Mapping[str, str]
    own: Mapping[str, str]
    own_at: str

    @classmethod
    def of(
        cls, theirs: Iterable[InputFile], own: Iterable[InputFile], own_at: Path | None
    ) -> Sources:
        """Those of the theme and of the publication as scanned."""
        return cls(sources(theirs), sources(own), str(own_at or "templates"))

    def find(self, name: str) -> tuple[str, str] | None:
        """The source of a template, and the path for problems of it."""
        if name in self.own:
            return self.own[name], f"{self.own_at}/{name}"
        plain = name.removeprefix("default:")
        if plain in self.default:
            return self.default[plain], f"templates/{plain}"
        return None


class _Names(NamedTuple):
    """The templates and assets that a template's source names; None for a name from a variable."""

    templates: tuple[str | None, ...]
    assets: frozenset[str | None]


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates of this process in one language, and the names in each source.

    A preview builds again and again, and parsing and compiling the templates takes longer than a
    small site does to render.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}
        self.names: dict[str, _Names] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def _compiled(words: str, *, is_fast: bool) -> _Compiled:
    """The compiled templates with the words of a fingerprint, by the fast engine or Jinja's own."""
    return _Compiled()


class Theme:
    """Renders pages with the theme's templates and the publication's own."""

    def __init__(
        self,
        sources: Sources,
        assets: Mapping[str, str],
        words: Words,
        fingerprints: Iterable[tuple[str, str]] = (),
        integrity: Mapping[str, str] = NO_INTEGRITY,
    ) -> None:
        """`assets` maps the names of assets to their addresses; `integrity` maps addresses to the
        digests that a browser is to check, and is empty where it is to check none.

        `fingerprints` are known ones of templates by name, for the same sources, assets and words:
        to compute them takes as long as to compile the templates.
        """
        self.sources = sources
        self._words = words
        self._assets, self._integrity = dict(assets), dict(integrity)
        self._fingerprints = dict(fingerprints)
        self._page_links = PageLinks()
        fast = fast_jinja()
        self._environment = self._made(fast)
        if fast and not self._are_usual(fast):
            self._environment = self._made(None)

    def _made(self, fast: FastJinja | None) -> jinja2.Environment:
        """An environment that knows the words, the assets and the addresses."""
        words = self._words
        self._compiled = _compiled(words.fingerprint, is_fast=fast is not None)
        options = {
            **OPTIONS,
            "page_links": self._page_links,
            "autoescape": True,
            "loader": jinja2.FunctionLoader(self._load),
            "bytecode_cache": self._compiled,
        }
        made = (
            fast.environment(message_parts=message_parts(words), **options)
            if fast
            else PlainJinja(**options)
        )
        install(made, words)
        # The same context must give the same bytes.
        made.filters.pop("random", None)
        made.globals.pop("lipsum", None)
        made.filters.update(filters(self._page_links, self._integrity))
        made.tests["quotation"] = is_quotation
        made.globals["asset"] = self._asset
        made.globals["csp"] = csp
        return made

    def _are_usual(self, fast: FastJinja) -> bool:
        """Whether the publication's own templates are; one that cannot be read is not."""
        own = self.sources.own.items()
        try:
            return not any(fast.is_unusual(source, self._parsed(name)) for name, source in own)
        except BuildRefused:
            return False

    def _load(self, name: str) -> tuple[str, str, None] | None:
        found = self.sources.find(name)
        return (*found, None) if found else None

    def _asset(self, name: str) -> str:
        if name not in self._assets:
            message = unknown("asset", name, sorted(self._assets), is_not="is not in assets/")
            raise jinja2.TemplateRuntimeError(message)
        return self._assets[name]

    def render(self, page: Page) -> bytes:
        """The page's HTML. Raises BuildRefused with the template's line when it is at fault."""
        try:
            template = self._environment.get_template(page.template)
            self._page_links.start_page(page.url, _base(page))
            return template.render(page.context.names()).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise _refused(error.filename or page.template, error.lineno, str(error)) from error
        except jinja2.TemplateNotFound as error:
            at = self._place(error, page.template)
            raise _refused(*at, f"needs the template {error}, which is missing") from error
        except (jinja2.TemplateError, *_MISTAKES) as error:
            raise _refused(*self._place(error, page.template), str(error)) from error

    def _place(self, error: Exception, name: str) -> tuple[str, int]:
        """The innermost template line that an error passed through: Jinja puts it in tracebacks."""
        found = self.sources.find(name)
        place, line = found[1] if found else name, 1
        labels = {self.sources.own_at, "templates"}
        traceback = error.__traceback__
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if any(file.startswith(f"{label}/") for label in labels):
                place, line = file, traceback.tb_lineno
            traceback = traceback.tb_next
        return place, line

    def get_ready(self, names: Iterable[str]) -> None:
        """Compiles the templates for pages among `names`, with all that they refer to.

        A mistake in one is reported when a page uses it, and if none does, never.
        """
        for name in names:
            if "/" not in name:
                with suppress(BuildRefused, jinja2.TemplateError):
                    self.fingerprint(name)
                    for each in self._closure(name):
                        self._environment.get_template(each)

    def fingerprint(self, name: str) -> str:
        """Digest of a template, all it refers to, the assets it links, the words, our versions."""
        if name not in self._fingerprints:
            libraries = versions_of("jinja2", "markupsafe", "babel")
            parts = [__version__, *libraries, self._words.fingerprint]
            closure = sorted(self._closure(name))
            for each in closure:
                parts += [each, *(self.sources.find(each) or ())]
            linked = frozenset[str | None]().union(*(self._names(each).assets for each in closure))
            # None stands for an asset that a variable names, which may be any.
            addresses = {n: a for n, a in self._assets.items() if None in linked or n in linked}
            parts.append(json.dumps(addresses, sort_keys=True))
            parts += [csp(*DIRECTIVES), str(bool(self._integrity))]
            self._fingerprints[name] = digest("\0".join(parts).encode("utf-8"))
        return self._fingerprints[name]

    def fingerprints(self) -> dict[str, str]:
        """The fingerprints known so far, by the names of templates."""
        return dict(self._fingerprints)

    def _names(self, name: str) -> _Names:
        source, _ = self.sources.find(name) or ("", "")
        known = self._compiled.names
        if source not in known:
            tree = self._parsed(name)
            # To look through a tree takes almost as long as to parse it.
            assets = _asset_names(tree) if "asset" in source else ()
            known[source] = _Names(tuple(meta.find_referenced_templates(tree)), frozenset(assets))
        return known[source]

    def _parsed(self, name: str) -> nodes.Template:
        source, place = self.sources.find(name) or ("", name)
        try:
            return self._environment.parse(source, name=name, filename=place)
        except jinja2.TemplateSyntaxError as error:
            raise _refused(error.filename or place, error.lineno, str(error)) from error

    def _closure(self, name: str) -> set[str]:
        """The template and all it can reach; all there are, when it names one by a variable."""
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in reached and self.sources.find(each) is not None:
                reached.add(each)
                waiting += self._references(each)
        return reached

    def _references(self, name: str) -> Iterable[str]:
        named, default = self._names(name).templates, self.sources.default
        if None in named:
            return (*self.sources.own, *default, *(f"default:{n}" for n in default))
        return filter(None, named)


def _asset_names(tree: nodes.Template) -> Iterator[str | None]:
    names = [node for node in tree.find_all(nodes.Name) if node.name == "asset"]
    calls = [call for call in tree.find_all(nodes.Call) if call.node in names]
    if len(names) > len(calls):
        yield None
    for call in calls:
        first = call.args[0] if call.args else None
        yield str(first.value) if isinstance(first, nodes.Const) else None


def _refused(place: str, line: int, message: str) -> BuildRefused:
    words = message.strip().splitlines() or ["fails"]
    return BuildRefused([Problem(place, line, 1, f"template: {words[0]}")])


# The errors that an expression of a template can raise by itself.
_MISTAKES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def _base(page: Page) -> str | None:
    """The site's base address, for the not-found page alone, if the publication has it.

    A server shows that page at any address, where a relative link would lead astray.
    """
    publication = page.context.names().get("publication") if page.url == NOT_FOUND_URL else None
    base = getattr(publication, "base", None)
    return base if isinstance(base, str) else None


def finished(theme: Theme, made: AnyOutput) -> Wanted:
    """A page or a file as an output that the site must hold."""
    if isinstance(made, Output):
        content = partial(bytes, made.content)
        return Wanted(made.path, made.kind, made.fingerprint, content, made.phase)
    if isinstance(made, Deferred):
        path = output_path(made.url)
        return Wanted(path, made.kind, made.fingerprint, made.make, made.phase)
    fingerprint = f"{digest(compact(made.context))}.{theme.fingerprint(made.template)}"
    render = partial(theme.render, made)
    return Wanted(output_path(made.url), made.kind, fingerprint, render, made.phase)
