"""An ext4 file system whose power can be cut, where nobody else sees it.

The disk is an image on a tmpfs of its own, in a private mount namespace and a process namespace of its own
(run_apart()). When the last process in there ends, however it ends, the kernel unmounts both, frees the loop
device and forgets the image: there is nothing to clean up. It also keeps other programs of the machine from
holding the file system mounted, as a sandbox does that was started at the same time.
"""

import fcntl
import os
import pathlib
import signal
import struct
import subprocess
import sys
import time

# From the kernel's fs/ext4: EXT4_IOC_SHUTDOWN. Nothing more reaches the disk, not even the journal's last transaction.
IOC_SHUTDOWN = 0x8004587D
GOING_DOWN_WITHOUT_FLUSH = 2
# The default for small images is 1 KiB, on which SQLite's shared memory is a SIGBUS when the disk is full.
BLOCK_BYTES = 4096
DETACH_SECONDS = 20
NEEDED = ("setpriv", "unshare", "mkfs.ext4", "mount", "umount", "losetup")


class NotPermitted(Exception):
    """This machine does not let us do it; the message says what."""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise NotPermitted(f"{' '.join(map(str, command))}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def run_apart(command):
    """Runs the command in namespaces of its own and returns its exit code; when we go, it goes."""
    if os.geteuid() != 0:
        raise NotPermitted("mounting a file system needs root")
    # Ends with us even if we are killed; --kill-child takes all that is inside along.
    apart = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private", "--pid", "--fork",
             "--kill-child", "--mount-proc"]
    run(*apart, "true")
    inside = subprocess.Popen([*apart, *command])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return inside.wait()
    finally:
        inside.kill()
        inside.wait()


class Disk:
    """Made and mounted at `folder`/disk, which is on a tmpfs that is mounted at `folder`."""

    def __init__(self, folder, size_bytes):
        folder = pathlib.Path(folder)
        run("mount", "-t", "tmpfs", "-o", f"size={2 * size_bytes}", "tmpfs", folder)
        self.image, self.point = folder / "disk.img", folder / "disk"
        self.point.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(size_bytes)
        run("mkfs.ext4", "-q", "-b", str(BLOCK_BYTES), "-F", self.image)
        self.mount()

    def mount(self):
        """Also replays the journal, as the first mount after a power cut does."""
        run("mount", "-o", "loop", self.image, self.point)

    def cut_power(self):
        """From here on the file system reads and writes nothing; what was not synced is lost."""
        folder = os.open(self.point, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, IOC_SHUTDOWN, struct.pack("I", GOING_DOWN_WITHOUT_FLUSH))
        except OSError as error:
            raise NotPermitted(f"shutting down ext4: {error}") from error
        finally:
            os.close(folder)

    def restore_power(self):
        """Mounts anew."""
        self.unmount()
        self.mount()

    def unmount(self):
        """Waits for processes that are about to end, here and in mount namespaces of their own as sandboxes have.

        While one of them held the former mount, the next would be the same file system twice.
        """
        deadline = time.monotonic() + DETACH_SECONDS
        while True:
            if os.path.ismount(self.point):
                subprocess.run(["umount", self.point], capture_output=True)
            elif not self.is_attached():
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.point} stays mounted")
            time.sleep(0.01)

    def is_attached(self):
        return bool(run("losetup", "--associated", self.image))

    def check(self):
        """What a full check of the file system finds wrong; not mounted any more."""
        self.unmount()
        done = subprocess.run(["e2fsck", "-f", "-n", self.image], capture_output=True, text=True, timeout=60)
        return done.stdout if done.returncode else ""
