#!/usr/bin/python3
"""Writes what is in the files of a release as a bill of materials: CycloneDX 1.5, JSON.

usage: sbom.py [--image PACKAGES] VERSION PROGRAM ZIP...

PROGRAM is the one-machine binary: SQLite, and the Debian packages that it and audmg-media, which it carries, are linked with.
ZIP: the works that its NOTICE names. PACKAGES: the Debian source packages in the image, "name version" each.
"""

import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "lambda"))

import notice  # noqa: E402
import works  # noqa: E402


def debian(name, version, **more):
    quoted = urllib.parse.quote(version, safe=".~-")
    purl = f"pkg:deb/debian/{name}@{quoted}?arch=source"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, **more}


def npm(name, version):
    """Of a package of npm that the build packs into the product."""
    purl = f"pkg:npm/{urllib.parse.quote(name, safe='/')}@{version}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def of_zip(path):
    for work in works.works_in(path):
        licences = [{"license": {"name": work.licence}}]
        if work.how == "packed":
            yield {"type": "data", "bom-ref": f"{work.name}@{work.version}", "name": work.name, "version": work.version,
                   "licenses": licences}
        else:
            yield debian(work.name, work.version, licenses=licences)


def sqlite():
    """It is compiled in, so that no package of Debian stands for it. Scanners know it by its CPE."""
    lines = (ROOT / "tools" / "sqlite" / "source.txt").read_text().splitlines()
    version = dict(line.split(" ", 1) for line in lines if not line.startswith("#"))["version"]
    purl = f"pkg:generic/sqlite@{version}"
    return {"type": "library", "bom-ref": purl, "name": "sqlite", "version": version, "purl": purl,
            "cpe": f"cpe:2.3:a:sqlite:sqlite:{version}:*:*:*:*:*:*:*", "licenses": [{"license": {"id": "blessing"}}]}


def of_program(path):
    yield sqlite()
    linked = subprocess.run(["ldd", path], capture_output=True, text=True, check=True).stdout
    for file in re.findall(r"(/\S+) \(0x", linked):
        package = notice.package_of(pathlib.Path(file).resolve())
        source, version = notice.query("--show", "--showformat", "${source:Package} ${source:Version}\n", package).split()[:2]
        yield debian(source, version)


def of_web_app():
    """What the app, which is in the program, has at run time."""
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    for path, package in packages.items():
        if path and not package.get("dev"):
            yield npm(path.rpartition("node_modules/")[2], package["version"])


def of_image(path):
    for line in pathlib.Path(path).read_text().splitlines():
        yield debian(*line.split())


def bill(version, program, zips, image=None):
    decoders = pathlib.Path(program).with_name("audmg-media")
    parts = [("audmg", [*of_program(program), *of_program(decoders), *of_web_app()])]
    parts += [(pathlib.Path(path).name, list(of_zip(path))) for path in zips]
    if image:
        parts.append(("audmg-drive.image", list(of_image(image))))
    components = {each["bom-ref"]: each for _, found in parts for each in found}
    products = [{"type": "application", "bom-ref": name, "name": name, "version": version} for name, _ in parts]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "audmg-drive", "name": "audmg-drive", "version": version}},
        "components": [*products, *(components[ref] for ref in sorted(components))],
        "dependencies": [
            {"ref": "audmg-drive", "dependsOn": [name for name, _ in parts]},
            *({"ref": name, "dependsOn": sorted({each["bom-ref"] for each in found})} for name, found in parts),
        ],
    }


def main(words):
    image = words[1] if words[:1] == ["--image"] else None
    rest = words[2:] if image else words
    if len(rest) < 2:
        sys.exit(__doc__.strip())
    json.dump(bill(rest[0], rest[1], rest[2:], image), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
