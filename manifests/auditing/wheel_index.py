# SPDX-License-Identifier: Apache-2.0
"""The package index that pip is configured with: releases of a project (PEP 691), metadata (PEP 658), and single files of a wheel by
range requests."""
import email.parser
import io
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile

from auditing import versions

BLOCK = 1 << 20


class Unreadable(Exception):
    """What the index did not tell."""


def configured_url():
    url = os.environ.get("PIP_INDEX_URL", "")
    if not url:
        asked = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True,
                               check=False)
        url = asked.stdout.strip()
    if not url:
        from pip._internal.models.index import PyPI
        url = PyPI.simple_url
    return url.rstrip("/")


def fetch(url, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=120) as answer:
            return answer.read(), answer.headers, answer.status
    except (urllib.error.URLError, OSError) as fault:
        name = urllib.parse.urlsplit(url).path.rsplit("/", 1)[-1] or url
        raise Unreadable(f"{name}: {fault}") from fault


class RangedFile(io.RawIOBase):
    """A file of a server, of which only the blocks are fetched that are read."""

    def __init__(self, url, size):
        self.url, self.size, self.position, self.blocks = url, size, 0, {}

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self.position

    def seek(self, offset, whence=io.SEEK_SET):
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        self.position = start + offset
        return self.position

    def block(self, number):
        if number not in self.blocks:
            first = number * BLOCK
            last = min(first + BLOCK, self.size) - 1
            data, _, status = fetch(self.url, {"Range": f"bytes={first}-{last}"})
            # A server that knows no ranges sends everything.
            self.blocks[number] = data if status == 206 else data[first:last + 1]
        return self.blocks[number]

    def readinto(self, buffer):
        count = min(len(buffer), self.size - self.position, BLOCK - self.position % BLOCK)
        if count <= 0:
            return 0
        start = self.position % BLOCK
        buffer[:count] = self.block(self.position // BLOCK)[start:start + count]
        self.position += count
        return count


class Wheel:
    def __init__(self, page_url, entry):
        self.url = urllib.parse.urljoin(page_url, entry["url"])
        self.name = entry["filename"]
        self.version = self.name.split("-")[1]
        self.size = entry.get("size")
        self.has_metadata = bool(entry.get("core-metadata") or entry.get("data-dist-info-metadata"))

    def open(self):
        size = self.size
        if size is None:
            size = int(fetch(self.url, {"Range": "bytes=0-0"})[1]["Content-Range"].rsplit("/", 1)[1])
        return zipfile.ZipFile(io.BufferedReader(RangedFile(self.url, size), BLOCK))

    def find_file(self, ending):
        """The bytes of the first file whose path ends so; None when there is none."""
        try:
            with self.open() as archive:
                name = next((each for each in archive.namelist() if each.endswith(ending)), None)
                return None if name is None else archive.read(name)
        except zipfile.BadZipFile as fault:
            raise Unreadable(f"{self.name}: {fault}") from fault

    def requirements(self):
        """Its Requires-Dist lines."""
        text = fetch(self.url + ".metadata")[0] if self.has_metadata else self.find_file(".dist-info/METADATA")
        return email.parser.BytesParser().parsebytes(text or b"").get_all("Requires-Dist", [])


class Index:
    def __init__(self, url):
        self.url, self.pages = url, {}

    def wheels(self, project, platform="x86_64"):
        """version -> a wheel of that release for Linux, or for everything; what was withdrawn and pre-releases are left out."""
        if project not in self.pages:
            url = f"{self.url}/{project}/"
            text = fetch(url, {"Accept": "application/vnd.pypi.simple.v1+json"})[0]
            try:
                self.pages[project] = (url, json.loads(text)["files"])
            except (ValueError, KeyError) as fault:
                raise Unreadable(f"{project}: the index does not answer in JSON") from fault
        url, files = self.pages[project]
        found = {}
        for entry in files:
            name = entry["filename"]
            fits = re.search(rf"(linux.*{platform}|-any)\.whl$", name)
            if fits and not entry.get("yanked") and versions.numbers(name.split("-")[1]):
                found.setdefault(name.split("-")[1], Wheel(url, entry))
        return found

    def newest(self, project):
        """The newest release that has a wheel; None when there is none."""
        return max(self.wheels(project), key=versions.numbers, default=None)
