"""A Chroma server that keeps the vectors of a store: its address and its token."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from index.errors import StoreError

SETTING = "GUANWEN_CHROMA_URL"


@dataclass(frozen=True, slots=True)
class VectorServer:
    """Where vectors are kept for many readers; the token is never shown.

    `timeout` is how many seconds a question waits for the server before it goes on without.
    """

    url: str
    token: str = field(default="", repr=False)
    timeout: float = 2.0

    def __post_init__(self) -> None:
        """StoreError when the address is none, or a token could not be sent."""
        try:
            parts = urlsplit(self.url)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and self.port > 0
        except ValueError:  # a port that is no number
            good = False
        if not good or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
            raise StoreError(f"{SETTING} 应当是 http://主机:端口 这样的地址，现在不是，请改正。")
        if not (self.token.isascii() and self.token.isprintable()):
            raise StoreError("GUANWEN_CHROMA_TOKEN 里有不能用在请求里的字符，请改正。")

    @property
    def host(self) -> str:
        """Name or address of the machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Port, where the address has none that of its scheme."""
        return urlsplit(self.url).port or (443 if self.secure else 80)

    @property
    def secure(self) -> bool:
        """Whether it is spoken to over TLS."""
        return urlsplit(self.url).scheme == "https"
