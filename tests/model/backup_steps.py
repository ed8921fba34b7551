"""Steps that make backups of the drive, and that go back to one."""

import copy
import json
import shutil
import subprocess
import time

from drive import BINARY
from steps import begin_load, check, end_load

LONGEST_BACKUP_SECONDS = 0.3
KEPT_SNAPSHOTS = "3"
SHARE_OF_MOVES = 0.3


def create(world, pick):
    mode = ["--copy"] if pick.random() < 0.3 else []
    return ["backup", "create", str(world.backup_folder), "--keep", KEPT_SNAPSHOTS, *mode]


def newest_snapshot(world):
    listed = json.loads(world.command("backup", "list", str(world.backup_folder), "--json").stdout)
    return listed[-1]["snapshot"] if listed else ""


def what_a_snapshot_holds(before, after):
    """The model of a snapshot that was made somewhere between the two."""
    between = copy.deepcopy(before)
    for key in before.files.keys() - after.files.keys():
        between.begin_deletion(between.files[key])
    for key in after.files.keys() - before.files.keys():
        between.begin_upload(key[0], after.files[key].content)
    between.maybe.update({key: content for key, content in after.maybe.items() if key not in between.files})
    between.strays = set()
    return between


def back_up(world, library, pick):
    """Under load: what was acknowledged before it began is in it."""
    world.run()
    before = copy.deepcopy(library)
    under_way = begin_load(world, library, pick)
    # 1: some originals are missing or cut, and it says so.
    world.command(*create(world, pick), codes=(0, 1) if library.is_harmed() else (0,))
    end_load(library, under_way)
    world.backup, world.backup_name = what_a_snapshot_holds(before, library), newest_snapshot(world)


def kill_a_backup(world, library, pick):
    """Whatever is killed, the snapshot is there whole or not at all."""
    world.run()
    before = copy.deepcopy(library)
    under_way = begin_load(world, library, pick)
    command = subprocess.Popen([BINARY, *create(world, pick)], env=world.drive.environment, cwd=world.drive.folder,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(pick.uniform(0, LONGEST_BACKUP_SECONDS))
    if pick.random() < 0.5:
        command.kill()
    world.kill()
    command.wait(60)
    end_load(library, under_way)
    name = newest_snapshot(world)
    if name != world.backup_name:
        world.backup, world.backup_name = what_a_snapshot_holds(before, library), name


def restore(world, library, pick):
    """Looks at what the newest snapshot makes, and sometimes goes on with that."""
    if not world.backup_name:
        return
    expected = copy.deepcopy(world.backup)
    codes = (0, 1) if expected.is_harmed() else (0,)
    world.command("backup", "verify", str(world.backup_folder), codes=codes)
    target = world.folder / f"restored-{pick.getrandbits(32)}"
    world.command("backup", "restore", str(world.backup_folder), "--to", str(target), codes=codes)
    former = world.move_to(target, expected)
    check(world, expected, pick)
    if pick.random() < SHARE_OF_MOVES:
        library.become(expected)
        world.forget_copies()
        shutil.rmtree(former)
    else:
        world.move_to(former, library)
        shutil.rmtree(target)


STEPS = {back_up: 2, kill_a_backup: 1, restore: 1.5}
