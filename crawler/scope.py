"""What belongs to a site (interface, "What belongs to a site")."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from storage.records import Registry, Site

_DEFAULT = {"http": 80, "https": 443}


class Scope:
    """Says which site of the registry owns an address: the most specific one does.

    A site owns the host and port of its url, over http and https, with and without ``www.``; a subsite or committee
    whose url has a path owns only that directory; further hosts are added and paths taken away by its profile.
    """

    def __init__(self, site: Site, registry: Registry) -> None:
        self._site = site
        sites = {**registry.sites, site.id: site}
        self._by_host: dict[tuple[str, int | None], list[tuple[int, bool, str, Site]]] = {}
        for candidate in sites.values():
            parts = urlsplit(candidate.url)
            directory = _directory(parts.path) if candidate.kind in {"subsite", "committee"} else "/"
            self._claim(parts.hostname or "", _port(parts.port, parts.scheme), directory, candidate)
            for host in candidate.profile.hosts:
                named = urlsplit(f"//{host}")
                self._claim(named.hostname or "", _port(named.port, ""), "/", candidate)
        for claims in self._by_host.values():
            claims.sort(key=lambda claim: (-claim[0], claim[1]))
        self._owner = lru_cache(maxsize=65536)(self._find)

    def _claim(self, host: str, port: int | None, directory: str, site: Site) -> None:
        """Enter a directory of a host and, behind whoever has it by name, of its twin with or without ``www.``."""
        twin = host[4:] if host.startswith("www.") else f"www.{host}"
        for name, lent in ((host, False), (twin, True)):
            self._by_host.setdefault((name, port), []).append((len(directory), lent, directory, site))

    def owns(self, url: str) -> bool:
        """Whether ``url`` belongs to the site of this scope."""
        owner = self._owner(url)
        return owner is not None and owner.id == self._site.id

    def owner(self, url: str) -> Site | None:
        """The registry's site to which ``url`` belongs; None for all the rest of the world."""
        return self._owner(url)

    def _find(self, url: str) -> Site | None:
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT:
            return None
        try:
            key = (parts.hostname or "", _port(parts.port, parts.scheme))
        except ValueError:
            return None
        path = parts.path or "/"
        for _, _, directory, site in self._by_host.get(key, ()):
            if (path.startswith(directory) or f"{path}/" == directory) and not any(
                path.startswith(prefix) for prefix in site.profile.exclude
            ):
                return site
        return None


def _port(port: int | None, scheme: str) -> int | None:
    """The port that tells sites apart; None for the ordinary ones, which http and https share."""
    return None if port in (None, _DEFAULT.get(scheme), 80, 443) else port


def _directory(path: str) -> str:
    """The directory of a site's url: ``/gyy/index.html`` -> ``/gyy/``."""
    return path[: path.rfind("/") + 1] or "/"
