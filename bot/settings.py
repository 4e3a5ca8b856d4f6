"""Settings, all from the environment (prefix BOT_), each with a default that works on a laptop."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things are and how the service behaves.

    DATABASE_URL    SQLAlchemy URL; default: SQLite in var/
    BOT_HOST, BOT_PORT    the only open port; default 127.0.0.1:8000
    BOT_VAR         folder for the database, secrets and logs; default: var/
    BOT_MODELS      folder for the trained models; default: models/
    BOT_JWT_SECRET  HS256 secret; default: made once and kept in var/jwt-secret
    BOT_JWT_KEYS    file with the RSA public key (PEM) or the JWKS of an identity service that signs tokens with RS256;
                    then tokens of the secret no longer count; default: none (HS256)
    BOT_JWT_ISSUER, BOT_JWT_AUDIENCE    who must have signed a token, and for whom; default: not looked at
    BOT_KEEP_DIALOGUES, BOT_KEEP_TICKETS, BOT_KEEP_LOOKUPS    days after which `privacy purge` takes away what was said in
                    conversations, persons and texts of closed tickets, and the log of look-ups; 0 = never; default 180,
                    1095, 1095
    BOT_PLACE       whose law applies; default 洛阳市
    BOT_WEBHOOK_URL, BOT_WEBHOOK_SECRET    where tickets are sent on to (the city's own hotline system) and what signs
                    them; default: nowhere
    BOT_WORKERS     processes that answer on the port; default 1; more need REDIS_URL
    REDIS_URL       where several processes keep their locks and limits; default: none
    BOT_FRAME_ANCESTORS    sites that may hold the widget, as CSP writes them (https://www.ly.gov.cn https://*.ly.gov.cn);
                    default: only this one
    BOT_CITY        how many synthetic parties an empty record gets at the first start; 0 = none; default 2000 in the SQLite
                    of var/, 0 where DATABASE_URL is given
    BOT_TURNS_PER_MINUTE    turns one visitor address may take a minute; 0 = no limit; default 120
    """

    database_url: str
    host: str
    port: int
    var: Path
    models: Path
    place: str
    turns_per_minute: int
    data: Path = ROOT / "data"
    webhook_url: str = ""
    webhook_secret: str = ""
    frame_ancestors: str = ""
    workers: int = 1
    redis_url: str = ""
    city_parties: int = 0
    jwt_keys: str = ""
    jwt_issuer: str = ""
    jwt_audience: str = ""
    keep_dialogues: int = 180
    keep_tickets: int = 1095
    keep_lookups: int = 1095

    @staticmethod
    def from_environment() -> Settings:
        """Read the environment; ValueError names the variable that is not usable."""
        var = Path(os.environ.get("BOT_VAR", ROOT / "var"))
        return Settings(
            database_url=os.environ.get("DATABASE_URL", f"sqlite:///{var / 'bot.sqlite3'}"),
            host=os.environ.get("BOT_HOST", "127.0.0.1"),
            port=_whole_number("BOT_PORT", 8000),
            var=var,
            models=Path(os.environ.get("BOT_MODELS", ROOT / "models")),
            place=os.environ.get("BOT_PLACE", "洛阳市"),
            turns_per_minute=_whole_number("BOT_TURNS_PER_MINUTE", 120),
            webhook_url=os.environ.get("BOT_WEBHOOK_URL", ""),
            webhook_secret=os.environ.get("BOT_WEBHOOK_SECRET", ""),
            frame_ancestors=_sites("BOT_FRAME_ANCESTORS"),
            workers=_whole_number("BOT_WORKERS", 1),
            redis_url=os.environ.get("REDIS_URL", ""),
            jwt_keys=os.environ.get("BOT_JWT_KEYS", ""),
            jwt_issuer=os.environ.get("BOT_JWT_ISSUER", ""),
            jwt_audience=os.environ.get("BOT_JWT_AUDIENCE", ""),
            keep_dialogues=_whole_number("BOT_KEEP_DIALOGUES", 180),
            keep_tickets=_whole_number("BOT_KEEP_TICKETS", 1095),
            keep_lookups=_whole_number("BOT_KEEP_LOOKUPS", 1095),
            city_parties=_whole_number("BOT_CITY", 0 if "DATABASE_URL" in os.environ else 2000),
        )

    def jwt_secret(self) -> str:
        """The secret that signs tokens; made once and readable by this user only."""
        given = os.environ.get("BOT_JWT_SECRET")
        if given:
            return given
        path = self.var / "jwt-secret"
        self.var.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text()


def _sites(name: str) -> str:
    """Origins parted by spaces; anything else would end the header's directive or begin another."""
    raw = os.environ.get(name, "").split()
    for site in raw:
        if not re.fullmatch(r"https?://(?:\*\.)?[\w.-]+(?::(?:\d+|\*))?", site, re.ASCII):
            raise ValueError(f"{name} has {site!r}; expected origins such as https://www.example.cn, parted by spaces")
    return " ".join(raw)


def _whole_number(name: str, default: int) -> int:
    raw = os.environ.get(name, str(default))
    if not raw.isdigit():
        raise ValueError(f"{name} is {raw!r}; expected a whole number")
    return int(raw)
