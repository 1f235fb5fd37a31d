"""The output folder: files, staging, manifest, publishing."""
