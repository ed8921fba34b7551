#!/usr/bin/python3
"""Packs build/lambda/api.zip and media.zip of what the preset `lambda` has built: the same content, the same bytes.

Refuses what would not start in Lambda, and what is larger, or suspiciously smaller, than it should be.
"""

import pathlib
import shlex
import subprocess
import sys
import zipfile

import bundle
import notice

BUILD = pathlib.Path(__file__).resolve().parents[2] / "build" / "lambda"
ROOT = BUILD / "root"
MEDIA_PROGRAM = BUILD / "src" / "audmg" / "media" / "program" / "audmg-media.stripped"
CERTIFICATES = pathlib.Path("/usr/share/ca-certificates/mozilla")
# Megabytes (10^6 bytes) of a zip: Lambda takes 50 by direct upload; less than the least is not all of it.
BUDGETS = {"api": (1, 8), "media": (5, 40)}
# Which source package of tools/lambda/sources.txt an archive that we build is of.
BUILT = {"libcurl.a": "curl", "libheif.a": "libheif", "libtiff.a": "tiff", "libvips.a": "vips", "libavcodec.a": "ffmpeg",
         "libavformat.a": "ffmpeg", "libavutil.a": "ffmpeg", "libswresample.a": "ffmpeg"}
# What g++ adds by itself, and fmt, of which we take the headers alone.
ALWAYS = ("/usr/lib/x86_64-linux-gnu/libc.a", "/usr/lib/gcc/x86_64-linux-gnu/12/libstdc++.a", "/usr/include/fmt/format.h")


def archives_in(program):
    """Static libraries of others that the linker got for a program."""
    command = subprocess.run(
        ["ninja", "-C", BUILD, "-t", "commands", "-s", program], capture_output=True, text=True, check=True
    ).stdout
    paths = {BUILD / word for word in shlex.split(command) if word.endswith(".a")}
    return sorted(path for path in paths if ROOT in path.parents or BUILD not in path.parents)


def add_works(works, program):
    for archive in [*archives_in(program), *map(pathlib.Path, ALWAYS)]:
        if ROOT in archive.parents:
            works.add_built(BUILT[archive.name])
        else:
            works.add_file(archive)


def certificates():
    """As Debian trusts them, and nothing that this machine trusts besides."""
    files = sorted(CERTIFICATES.glob("*.crt"))
    if len(files) < 50:
        sys.exit("lambda_zips: the package ca-certificates is missing")
    return b"".join(file.read_bytes() for file in files)


def write_zip(name, content):
    """`content` is {path: (bytes, may be executed)}."""
    path = BUILD / f"{name}.zip"
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file, (data, executable) in sorted(content.items()):
            entry = zipfile.ZipInfo(file)  # of 1980: the time of packing tells nothing
            entry.create_system = 3  # Unix: the mode counts
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    least, most = (limit * 1_000_000 for limit in BUDGETS[name])
    size = part.stat().st_size
    if not least <= size <= most:
        sys.exit(f"lambda_zips: {name}.zip would have {size:,} bytes, and should have {least:,} to {most:,}")
    part.replace(path)
    unpacked = sum(len(data) for data, _ in content.values())
    print(f"build/lambda/{name}.zip: {size:,} bytes, {unpacked:,} unpacked, {len(content)} files")


def refuse(program, problems):
    if problems:
        sys.exit("\n".join(f"lambda_zips: {program}: {problem}" for problem in problems))


def pack(name, shared=None):
    program = BUILD / f"audmg_lambda_{name}"
    refuse(program.name, bundle.static_flaws(program))
    works = notice.Notice(ROOT / "copyright")
    add_works(works, program.name)
    works.add_file(CERTIFICATES)
    works.add_blocked_passwords()
    content = {"bootstrap": (program.read_bytes(), True), "ca-certificates.crt": (certificates(), False)}
    for library, file in (shared or {}).items():
        works.add_file(file)
        content[f"so/{library}"] = (file.read_bytes(), library == bundle.LOADER)
    if shared:
        add_works(works, "audmg-media")
        works.add_places()
    content["NOTICE"] = (works.text().encode(), False)
    write_zip(name, content)


def main():
    libraries = bundle.closure(MEDIA_PROGRAM)
    refuse(MEDIA_PROGRAM.name, bundle.flaws(MEDIA_PROGRAM, libraries))
    pack("api")
    pack("media", libraries)


if __name__ == "__main__":
    main()
