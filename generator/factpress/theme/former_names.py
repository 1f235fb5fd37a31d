"""Former names of templates and macros, which go on working for one release, with a warning.

A publication's own template may import or override `partials/links.html`, as it did before that
became `components/card_links.html`. Returns sources of templates that translate between the names.
docs/how-to/theming.md has the same table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from factpress.model.problems import quoted

_PREFIX = "default:"


class Moved(NamedTuple):
    """A template that moved, and its macros as in the table: `row=claim_row(claim, by='')`."""

    former: str
    present: str
    names: tuple[str, ...]

    @property
    def macros(self) -> dict[str, str]:
        """The present names of macros by their former ones."""
        return dict(each.partition("(")[0].split("=") for each in self.names)

    def under_former_names(self, prefix: str) -> str:
        """Template source that gives the present macros their former names."""
        module = "_" + re.sub(r"\W", "_", self.present)
        parts = [_import(prefix + self.present, module)]
        for each in self.names:
            names, _, parameters = each.rstrip(")").partition("(")
            former, present = names.split("=")
            if parameters:
                parts.append(_wrapper(former, f"{module}.{present}", parameters.split(", ")))
            else:
                parts.append(f"{{% set {former} = {module}.{present} %}}")
        return "".join(parts)

    def under_present_names(self) -> str:
        """Template source that gives the macros of an override their present names.

        A macro that the override lacks is the theme's.
        """
        parts = [_import(self.former, "_own"), _import(_PREFIX + self.present, "_theme")]
        parts += [
            f"{{% set {present} = _own.{former} if _own.{former} is defined else "
            f"_theme.{present} %}}"
            for former, present in self.macros.items()
        ]
        return "".join(parts)


def _import(path: str, name: str) -> str:
    return f'{{% import "{path}" as {name} with context %}}'


def _wrapper(former: str, present: str, parameters: list[str]) -> str:
    """A macro with its former parameters, which passes them on in their order."""
    names = [each.partition("=")[0] for each in parameters]
    passed = ", ".join("caller=caller" if name == "caller" else name for name in names)
    taken = ", ".join(each for each in parameters if each != "caller")
    call = f"{{{{ {present}({passed}) }}}}"
    return f"{{% macro {former}({taken}) %}}{call}{{% endmacro %}}"


# Former and present path of each template, then its macros as `former=present`. In parentheses are
# the former parameters of a macro where they were renamed; `caller` is the block of `{% call %}`.
_TABLE = """\
partials/actor_connections.html components/actor_connections.html
partials/actor_pictures.html charts/actor_charts.html
partials/as_of.html components/as_of.html
  up_to=as_of_note; rated=rating_with_as_of(claim, said=''); all_up_to=ratings_as_of_note
partials/claim_pictures.html charts/claim_charts.html
partials/claims.html components/claim_list.html
  facts=claim_facts; row=claim_row(claim, by='', said='');
  rows=claim_list(claims, by='', said=''); section=claim_section;
  part=paged_claim_section(title, list, by='')
partials/data.html components/data_file.html
  english=english_attribute; listed=reference_table(title, of, heads, caller);
  keys=key_table(of, rows); columns=column_table(of, rows); example=example_entry(of, text)
partials/distribution.html charts/rating_bars.html
  drawing=rating_bars_drawing; tone=tone_number; hits=rating_bars_click_areas;
  words=rating_bars_description; section=rating_bars_section(distribution, in_words=true)
partials/events.html components/event_list.html
  list=event_list; part=paged_event_section(here)
partials/every_page.html components/page_frame.html
  name=publication_name(of); search=site_search(of); navigation=section_navigation(of);
  here=current_page_attribute; pages=footer_links(of);
  proof=unchecked_quotations_notice(of); imprint=imprint(of)
partials/feeds.html components/feeds.html
  found=feed_head_links(follow); offered=feed_links(words, feed)
partials/filters.html components/claim_filters.html
  count=claim_count; by_rating=rating_filter; by_topic=topic_filter(topics, all)
partials/full_text.html components/full_text.html
  numbers=passage_numbers; text_of=segment_text; full_text=document_text
partials/history.html components/change_history.html
  of_former=former_claim_note; section=history_section
partials/home_pictures.html charts/home_charts.html
partials/language.html components/language.html
  tongue=language_attributes; named=card_name
partials/lineage_picture.html charts/lineage.html
  words=lineage_description; mirror=mirror_attribute; drawing=lineage_drawing;
  hits=lineage_click_areas
partials/links.html components/card_links.html
  to=card_link; running=inline_card_links; names=inline_card_names; list=card_list;
  section=card_section; all_of=all_entries_link(some); part=paged_card_section(title, here);
  back=backlinks; jump=jump_navigation
partials/matrix.html components/matrix_table.html
  origins=origin_heading; column=document_heading;
  cell=matrix_cell(voices, name, starts, named=false)
partials/matrix_picture.html charts/matrix.html
  at=mirrored_x; drawing=matrix_drawing; words=matrix_description
partials/network.html charts/network.html
  shape_words=shape_label; drawing=network_drawing; words=network_description;
  key=network_key; section=network_section
partials/network.html components/connections.html
  kind_words=connection_label; back_words=incoming_connection_label;
  out_words=outgoing_connection_label; connected_part=connection_section(here)
partials/origins.html components/origins.html
  summary=origin_summary
partials/outside.html components/outside_notes.html
  outside=outside_notes
partials/paging.html components/pagination.html
  nth=page_number_suffix; continued=continued_mark; ways=page_navigation
partials/passages.html components/passage.html
  words=quoted_words; in_context=passage_in_context; manner=speech_note;
  taken=stance_and_date; attribution=attribution; spoken=speakers_and_date;
  remarks=passage_remarks; citations=citation_backlinks; figure=passage_figure;
  note=passage_note; groups=stance_sections(stances, titles, caller)
partials/passages.html components/passage_proof.html
  paragraph=paragraph_number; place=document_place(found); level=match_level(name);
  reading=reading_notes; proof=passage_proof
partials/picture_frame.html charts/frame.html
  frame=chart_frame(id, picture, title, words, hits='', caller);
  twice=narrow_and_wide_chart; ways_to=chart_links
partials/picture_style.html charts/file_style.html
partials/rating.html components/rating.html
  tone=tone_class; badge=rating_badge; linked=rating_link; meaning=rating_meaning;
  scale=rating_scale
partials/ratings_pictures.html charts/ratings_charts.html
partials/related.html components/related_claims.html
  listed=shared_names; why=relation_reasons; rows=related_claim_list
partials/search.html components/search.html
  searched=search_attributes; found_by=search_filters; unsearched=search_exclusion;
  way=search_form
partials/sections.html components/section_links.html
partials/share.html components/share.html
  tags=share_tags
partials/source.html components/source.html
  dated=source_date; owned=owner_fact
partials/strip.html charts/document_strip.html
  strip=document_strip
partials/time.html components/time.html
  when=time_element
partials/timeline.html charts/timeline.html
  kind_words=entry_kind_label; drawing=timeline_drawing; words=timeline_description;
  as_list=timeline_list; remark=quoted_date_remark;
  section=timeline_section(timeline, rest=''); key=timeline_key
partials/topic_pictures.html charts/topic_charts.html
"""


def _rows() -> Iterator[Moved]:
    for row in re.split(r"\n(?=\S)", _TABLE.strip()):
        paths, _, names = row.partition("\n")
        former, present = paths.split()
        yield Moved(former, present, tuple(each.strip() for each in names.split(";") if names))


MOVED = tuple(_rows())


def moved_from(name: str) -> list[Moved]:
    """The rows of the table for a former path; more than one where a file was split."""
    plain = name.removeprefix(_PREFIX)
    return [each for each in MOVED if each.former == plain]


def present_path(name: str) -> str:
    """The present path of a template, which is its own where it did not move."""
    return next((_prefix(name) + each.present for each in moved_from(name)), name)


def overridden_by_former_path(name: str, own: Collection[str]) -> Moved | None:
    """How a template moved, where the publication overrides it at its former path."""
    return next((each for each in MOVED if each.present == name and each.former in own), None)


def under_former_name(name: str) -> str | None:
    """A template for a former path; None for any other."""
    rows = moved_from(name)
    if not rows:
        return None
    if not rows[0].names:
        return f'{{% include "{present_path(name)}" %}}'
    return "".join(row.under_former_names(_prefix(name)) for row in rows)


def now_called(name: str, macros: Collection[str]) -> str:
    """The present paths of a template, and the present names of those of its macros that changed.

    `"partials/links.html" is now "components/card_links.html" (to is now card_link)`
    """
    rows = moved_from(name)
    concerned = [row for row in rows if not row.macros.keys().isdisjoint(macros)] or rows[:1]
    return f"{quoted(name)} is now {' and '.join(_present(row, name, macros) for row in concerned)}"


def _present(row: Moved, name: str, macros: Collection[str]) -> str:
    renamed = [
        f"{former} is now {present}"
        for former, present in row.macros.items()
        if former in macros and former != present
    ]
    return quoted(_prefix(name) + row.present) + (f" ({', '.join(renamed)})" if renamed else "")


def _prefix(name: str) -> str:
    return _PREFIX if name.startswith(_PREFIX) else ""
