"""The fields of `publication.yaml` for hosts, and for those who find a weakness of the site."""

from __future__ import annotations

from typing import Annotated

from factpress.model.addresses import Contact, HttpsAddress
from factpress.model.card_parts import Fields, NotEmpty
from factpress.model.field_types import Date, Flag, Language, OneOrMore


class Security(Fields, frozen=True, kw_only=True):
    contact: Annotated[
        tuple[Contact, ...],
        OneOrMore(),
        "Where weaknesses of the site can be reported, the best way first: a `mailto:`, `https:` "
        "or `tel:` address, or a list.",
        NotEmpty(),
    ]
    expires: Annotated[
        Date,
        "Last day on which the file may be relied on; at most a year ahead. A build warns once "
        "it has passed.",
    ]
    policy: Annotated[HttpsAddress | None, "Page on how reports are dealt with."] = None
    encryption: Annotated[HttpsAddress | None, "Where a key to encrypt reports with is."] = None
    acknowledgments: Annotated[HttpsAddress | None, "Page that thanks for reports."] = None
    languages: Annotated[
        tuple[Language, ...], OneOrMore(), "Languages in which you read reports, or one."
    ] = ()


class Hosting(Fields, frozen=True, kw_only=True):
    headers: Annotated[
        Flag,
        "`false` leaves out `_headers` and `.htaccess`, for hosts that have rules of their own.",
    ] = True
    https_only: Annotated[
        Flag,
        "`true` lets browsers reach the host, with every other site on it, by HTTPS alone for a "
        "year (`Strict-Transport-Security`).",
    ] = False
    integrity: Annotated[
        Flag | None,
        "Whether browsers check scripts and styles against digests in the pages. They can then "
        "not show the site from files. Default: `true` where there is a `url`.",
    ] = None
