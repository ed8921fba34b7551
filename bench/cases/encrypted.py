# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Downloads of parts of an encrypted file beside reading and sending plain bytes, server on one core.

The peer that reads and sends is nginx with `sendfile off`: the bytes pass through its memory, as they pass through ours to
be decrypted. nginx with `sendfile on`, which never touches them, is stated too. With gocryptfs and FUSE on the machine, also
nginx over a folder that gocryptfs encrypts.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile

from measure import interleaved, median, wrk
from servers import BINARY, Audmg, Nginx, make_wav

SIZE = 100 << 20
PART = 1 << 20
CONNECTIONS = 4

# Each thread of wrk asks for parts in an order of its own, which is the same in every round. Parts do not begin where a
# segment does.
PARTS = f"""
local part, last = {PART}, {SIZE // PART - 2}
local at = 7
request = function()
  at = (at * 31 + 17) % last
  local first = at * part + 12345
  wrk.headers["Range"] = "bytes=" .. first .. "-" .. (first + part - 1)
  return wrk.format("GET")
end
"""


def make_key(path):
    subprocess.run([str(BINARY), "key", "create", str(path)], check=True, capture_output=True)
    return path


class Gocryptfs:
    """A folder that gocryptfs shows plainly and keeps encrypted."""

    def __init__(self, folder):
        self.plain, sealed = pathlib.Path(folder) / "plain", pathlib.Path(folder) / "sealed"
        for path in (self.plain, sealed):
            path.mkdir(parents=True)
        with tempfile.NamedTemporaryFile("w", dir=folder) as password:
            password.write("a passphrase of the bench only\n")
            password.flush()
            for command in (["-init", "-passfile", password.name, str(sealed)],
                            ["-passfile", password.name, "-allow_other", str(sealed), str(self.plain)]):
                subprocess.run(["gocryptfs", "-q", *command], check=True)

    def stop(self):
        subprocess.run(["fusermount", "-u", str(self.plain)], check=True)


def has_gocryptfs():
    return bool(shutil.which("gocryptfs") and os.access("/dev/fuse", os.R_OK | os.W_OK))


def run(context):
    root = context.folder / "encrypted"
    root.mkdir()
    script = root / "parts.lua"
    script.write_text(PARTS)
    file = make_wav(root / "large.wav", SIZE, 1)
    ours = Audmg(root / "audmg", AUDMG_ENCRYPTION_KEY_FILE=make_key(root / "key"))
    started = [ours]
    try:
        target = ours.upload(ours.sign_up(), file)["fileUrl"][len(ours.base):]
        peers = {"read and send": Nginx(root / "nginx", root, sendfile=False), "sendfile": Nginx(root / "nginx-sendfile", root)}
        started += peers.values()
        if has_gocryptfs():
            sealed = Gocryptfs(root / "gocryptfs")
            started.insert(0, sealed)  # Stopped last.
            shutil.copyfile(file, sealed.plain / file.name)
            peers["gocryptfs"] = Nginx(root / "nginx-gocryptfs", sealed.plain, sendfile=False)
            started.append(peers["gocryptfs"])
        contestants = {"ours": lambda: wrk(ours.base + target, CONNECTIONS, context.seconds, script=script)}
        for name, peer in peers.items():
            contestants[name] = lambda peer=peer: wrk(peer.base + "/large.wav", CONNECTIONS, context.seconds, script=script)
        figures = interleaved(context.rounds, contestants)
    finally:
        for process in reversed(started):
            process.stop()
    speed = {name: median(figure, "megabytesPerSecond") for name, figure in figures.items()}
    what = "download 1 MiB parts of an encrypted file"
    context.ratio(what, "MB/s", speed["ours"], "plain, nginx that reads and sends", speed["read and send"], 0.45)
    context.ratio(what, "MB/s", speed["ours"], "plain, nginx with sendfile", speed["sendfile"])
    if "gocryptfs" in speed:
        context.ratio(what, "MB/s", speed["ours"], "nginx over gocryptfs", speed["gocryptfs"], 1.0)
    else:
        context.note("encrypted: not beside gocryptfs, which this machine lacks, or FUSE")
