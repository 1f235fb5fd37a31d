"""The content security policy that suits all files of a site, from its templates and settings."""

from __future__ import annotations

import base64
import hashlib
import re

from factpress.model.headers import policy_of_hosts
from factpress.model.settings import PublicationFields
from factpress.templating.environment import Sources

_CHART_STYLE = "charts/file_style.html"
_DRAWINGS = ("charts/", "picture.svg")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# A page with one of these blocks of the publication's own may allow anything.
_OWN_POLICY = re.compile(r"\{%[-+]?\s*block\s+(policy|scripted|connected|forms)\b")


def host_policy(sources: Sources, publication: PublicationFields) -> str | None:
    """The policy, without its part on frames; None where templates have their own policies.

    A browser enforces this one besides that of the page.
    """
    own = sources.own
    if "base.html" in own or any(_OWN_POLICY.search(source) for source in own.values()):
        return None
    has_index = publication.search == "pagefind"
    return policy_of_hosts(has_index=has_index, chart_style=_style_source(sources))


def _style_source(sources: Sources) -> str:
    """The source that allows the style in the SVG files of charts: its digest, if it has one."""
    named = [_CHART_STYLE, *(name for name in sources.own if name.startswith(_DRAWINGS))]
    found = (sources.find(name) for name in dict.fromkeys(named))
    styles = [style for each in found if each for style in _STYLE.findall(each[0])]
    if any("{{" in style or "{%" in style for style in styles):
        return "'unsafe-inline'"
    digests = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in styles)
    return " ".join(f"'sha256-{each}'" for each in digests)
