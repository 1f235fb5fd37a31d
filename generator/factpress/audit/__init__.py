"""The audit of a finished site: its files compared with its manifest, and the manifest's signature.

`comparison` compares either a folder or, by `mirror`, a web server; `answers` asks that server with
limits. `signing` signs the manifest of a folder that has passed.
"""
