"""From pages to the site: templates, manifest, disk, assets."""
