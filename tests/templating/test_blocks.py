"""What a publication's own templates say and no page would show is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from conftest import MakeSite
from factpress.templating.blocks import check_templates
from factpress.templating.environment import Sources

THEME = {
    "base.html": "{% block head %}{% endblock %}{% block main %}{% endblock %}",
    "claim.html": (
        '{% extends "base.html" %}{% block main %}{% if x %}{% block analysis %}{% endblock %}'
        "{% endif %}{% endblock %}"
    ),
    "components/row.html": "{% macro row() %}{% endmacro %}",
}
OF_CLAIM = '{% extends "default:claim.html" %}'
OUTSIDE = (
    "this is in no block, and a template that extends another shows its blocks alone; put it in "
    "one of them"
)


def told(own: Mapping[str, str]) -> list[str]:
    return [str(problem) for problem in check_templates(Sources(THEME, own, "templates"))]


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        (
            {"claim.html": f"{OF_CLAIM}\n  {{%- block mian %}}x{{% endblock %}}"},
            'templates/claim.html:2:3: block "mian" is in none of the templates that this one '
            'extends (default:claim.html); did you mean "main"? Allowed: analysis, head, main.',
        ),
        (
            {"claim.html": '{% extends "default:claims.html" %}'},
            'templates/claim.html:1:1: template "default:claims.html" is not there; did you mean '
            '"default:claim.html"? Allowed: base.html, claim.html, components/row.html, '
            "default:base.html, default:claim.html, default:components/row.html.",
        ),
        (
            {
                "claim.html": (
                    '{% extends "base.html" %}{% if y %}{% block heads %}{% endblock %}{% endif %}'
                )
            },
            'templates/claim.html:1:36: block "heads" is in none of the templates that this one '
            'extends (base.html); did you mean "head"? Allowed: head, main.',
        ),
        (
            {
                "claim.html": '{% extends "ours.html" %}{% block uper %}{% endblock %}',
                "ours.html": (
                    '{% extends "default:claim.html" %}{% block main %}{% block upper %}'
                    "{% endblock %}{% endblock %}"
                ),
            },
            'templates/claim.html:1:26: block "uper" is in none of the templates that this one '
            'extends (ours.html); did you mean "upper"? Allowed: analysis, head, main, upper.',
        ),
        (
            {"claim.html": '\n{% extends "claim.html" %}{% block main %}{% endblock %}'},
            'templates/claim.html:2:1: extends "claim.html", and so itself without end; the '
            'theme\'s own is called "default:claim.html"',
        ),
        (
            {"base.html": '{% extends "default:claim.html" %}'},
            'templates/base.html:1:1: extends "default:claim.html", and so itself without end; '
            'the theme\'s own is called "default:base.html"',
        ),
        (
            {"claim.html": '{% extends "default:claim.html" %}\n\n  <p>Ours</p>\n'},
            f"templates/claim.html:3:1: {OUTSIDE}",
        ),
        (
            {"claim.html": '{% extends "default:claim.html" %}\n{{ _("Ours") }}'},
            f"templates/claim.html:2:1: {OUTSIDE}",
        ),
        (
            {"base.html": "<html>\n{% block mian %}{% endblock %}{% block head %}{% endblock %}"},
            'templates/base.html:2:1: warning: block "mian" is none of factpress\'s base.html, and '
            'templates that extend this one fill "main", which it lacks; did you mean that?',
        ),
        (
            {"clam.html": "x"},
            'templates/clam.html:1:1: warning: "clam.html" is used by no page and no other '
            'template; did you mean "claim.html"?',
        ),
        (
            {"components/rwo.html": "x", "claim.html": '{% import "components/row.html" as r %}'},
            'templates/components/rwo.html:1:1: warning: "components/rwo.html" is used by no page '
            'and no other template; did you mean "components/row.html"?',
        ),
        (
            {"quite-unlike-any.txt.html": "x"},
            'templates/quite-unlike-any.txt.html:1:1: warning: "quite-unlike-any.txt.html" is used '
            'by no page and no other template; "factpress theme list" has the names of those that '
            "pages use",
        ),
    ],
)  # fmt: skip
def test_reports_what_a_template_says_in_vain(own: dict[str, str], problem: str) -> None:
    assert told(own) == [problem]


@pytest.mark.parametrize(
    "own",
    [
        {"claim.html": "<p>{% block any %}{% endblock %}</p>"},
        {"claim.html": '{% extends "default:claim.html" %}{% block analysis %}{% endblock %}'},
        {
            "claim.html": (
                f'{{# why #}}\n{OF_CLAIM}\n{{% import "components/row.html" as r %}}'
                "{% set x = 1 %}{% macro m() %}x{% endmacro %}\n"
                "{% block main %}{% block new %}{% endblock %}{% endblock %}\n"
            )
        },
        {
            "claim.html": '{% include "partials/ours.html" %}',
            "partials/ours.html": "{% block own %}{% endblock %}",
        },
        {"claim.html": "{% extends layout %}{% block any %}{% endblock %}"},
        {"claim.html": '{% include "partials/" ~ x %}', "partials/ours.html": "x"},
        {"claim.html": "{% include name %}", "partials/ours.html": "x"},
        {"claim.html": "{% if %}"},
        {"notes.txt": "x"},
    ],
)  # fmt: skip
def test_a_template_that_is_shown_is_not_reported(own: dict[str, str]) -> None:
    assert told(own) == []


def test_a_misspelt_block_refuses_a_build_and_a_misspelt_file_warns(make_site: MakeSite) -> None:
    own = '{% extends "default:claim.html" %}\n{% block contnt %}x{% endblock %}\n'
    site = make_site({"templates/claim.html": own, "templates/clam.html": "x"}).use_templates()
    (problem,) = site.refused()
    assert problem.startswith(
        'templates/claim.html:2:1: block "contnt" is in none of the templates'
    )
    assert 'did you mean "content"?' in problem
    assert not site.options.out.exists()
    site.edit("templates/claim.html", "contnt", "content")
    site.build()
    (warning,) = site.problems()
    assert warning.startswith('templates/clam.html:1:1: warning: "clam.html" is used by no page')


def test_refuses_a_template_that_includes_itself_without_end(make_site: MakeSite) -> None:
    own = f'{OF_CLAIM}{{% block main %}}{{% include "x.html" %}}{{% endblock %}}'
    files = {"templates/claim.html": own, "templates/x.html": '{% include "x.html" %}'}
    (problem,) = make_site(files).use_templates().refused()
    assert problem.startswith("templates/x.html:1:1: template: maximum recursion depth exceeded")
