"""Runs a program where there is nothing but what a zip has in it: what Lambda gives a function, and less.

The root has /var/task, /etc and /tmp. Of the kernel's files there are /proc and /dev/null, as in Lambda, because the
decoders' program is started from memory, which goes by /proc. All but /tmp is read-only, and the user is nobody.
"""

import ctypes
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
PIVOT_ROOT = 155  # the call's number on x86-64
NOBODY = 65534
# As Lambda sets it for a custom runtime.
LIBRARY_PATH = "/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib"


def call(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def mount(source, target, flags):
    source = os.fsencode(source) if source else None
    call(LIBC.mount(source, os.fsencode(target), None, flags, None), f"mount {target}")


def enter(folder, namespaces=True):
    """Makes `folder` the root of this process, for good. Without `namespaces` it can make none of its own there: the
    kernel refuses a user namespace to who is in a changed root. Nobody promises that Lambda allows them."""
    is_root = os.geteuid() == 0
    call(LIBC.unshare(CLONE_NEWNS if is_root else CLONE_NEWNS | CLONE_NEWUSER), "unshare")
    mount(None, "/", MS_REC | MS_PRIVATE)
    mount(folder, folder, MS_BIND)
    mount("/proc", folder / "proc", MS_BIND | MS_REC)
    mount("/dev/null", folder / "dev" / "null", MS_BIND)
    mount(folder / "tmp", folder / "tmp", MS_BIND)
    mount(None, folder, MS_REMOUNT | MS_BIND | MS_RDONLY)
    os.chdir(folder)
    if namespaces:
        call(LIBC.syscall(PIVOT_ROOT, b".", b"."), "pivot_root")
        call(LIBC.umount2(b".", MNT_DETACH), "umount")
    else:
        os.chroot(".")
    os.chdir("/var/task")
    if is_root:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


class EmptyRoot:
    def __init__(self, folder, archive):
        self.folder = pathlib.Path(folder)
        self.task = self.folder / "var" / "task"
        for place in ("var/task", "etc", "tmp", "proc", "dev"):
            (self.folder / place).mkdir(parents=True)
        (self.folder / "dev" / "null").touch()
        (self.folder / "etc" / "hosts").write_text("127.0.0.1 localhost\n")
        os.chmod(self.folder / "tmp", 0o1777)
        with zipfile.ZipFile(archive) as content:
            for entry in content.infolist():
                path = pathlib.Path(content.extract(entry, self.task))
                path.chmod(entry.external_attr >> 16 & 0o777)
        os.chmod(self.folder, 0o755)

    def start(self, *command, namespaces=True, **environment):
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: enter(self.folder, namespaces),
            env={"LD_LIBRARY_PATH": LIBRARY_PATH, "LAMBDA_TASK_ROOT": "/var/task", **environment})


def main(folder, archive=None):
    """empty_root.py FOLDER ARCHIVE makes a root; empty_root.py FOLDER runs its bootstrap."""
    if archive:
        shutil.rmtree(folder, ignore_errors=True)
        EmptyRoot(folder, archive)
    else:
        enter(pathlib.Path(folder))
        os.execv("/var/task/bootstrap", ["bootstrap"])


if __name__ == "__main__":
    main(*sys.argv[1:])
