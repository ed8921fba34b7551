"""What may happen to a drive, one function a step: step(world, library, pick).

A step that finds nothing to work on does nothing. So a list of steps can be shortened and still runs.
"""

import concurrent.futures
import os
import time
import uuid

import requests

import world as worlds
from library import FLIPPED, REMOVED, TRUNCATED, Content, Violation

SIZES = (300, 5_000, 60_000, 400_000)
MOST_FILES = 60
MOST_COPIES = 3
LOAD = 8
LONGEST_LOAD_SECONDS = 0.15
LONGEST_START_SECONDS = 0.1
# More than the sweep may touch at once: 20, or 1 % of the library.
MANY_STRAYS = 30


def new_content(pick):
    return Content(pick.getrandbits(32), pick.choice(SIZES))


def some_file(library, pick, condition=lambda file: True):
    keys = sorted(key for key, file in library.files.items() if condition(file))
    return library.files[pick.choice(keys)] if keys else None


def is_unharmed(file):
    return not file.harm


def expect(answer, *statuses):
    if answer.status_code not in statuses:
        raise Violation(f"{answer.request.method} {answer.request.path_url}: {answer.status_code} {answer.text[:500]}")


# --- what clients do ---


def upload_and_note(world, library, owner, content, in_parts):
    library.begin_upload(owner, content)
    answer = world.upload(owner, content, in_parts)
    expect(answer, 200, 201)
    library.acknowledge_upload(owner, content, answer.json()["file"]["fileId"], answer.status_code == 201)


def upload(world, library, pick):
    world.run()
    upload_and_note(world, library, pick.choice(worlds.OWNERS), new_content(pick), in_parts=pick.random() < 0.4)


def upload_again(world, library, pick):
    """The same bytes: a duplicate, or what mends a file whose object was harmed."""
    file = some_file(library, pick, (lambda file: file.harm) if pick.random() < 0.7 else is_unharmed)
    if file:
        world.run()
        upload_and_note(world, library, file.owner, file.content, in_parts=pick.random() < 0.4)


def upload_what_was_deleted(world, library, pick):
    gone = sorted(library.deleted, key=str)
    if gone:
        owner, sha256 = pick.choice(gone)
        world.run()
        upload_and_note(world, library, owner, library.deleted[owner, sha256], in_parts=False)


def delete(world, library, pick):
    file = some_file(library, pick)
    if file:
        world.run()
        delete_and_note(world, library, file)


def delete_and_note(world, library, file):
    library.begin_deletion(file)
    expect(world.delete(file), 204)
    library.acknowledge_deletion(file)


def lose_answer_of_upload(world, library, pick):
    """The client hears nothing; often it tries again, and that must come to a good end."""
    world.run()
    owner, content = pick.choice(worlds.OWNERS), new_content(pick)
    headers = {"Idempotency-Key": str(uuid.UUID(int=pick.getrandbits(128)))} if pick.random() < 0.5 else {}
    files = {"file": (content.name, content.make(), "application/octet-stream")}
    library.begin_upload(owner, content)
    world.send_and_hang_up(owner, "POST", "/upload", headers, files=files)
    if pick.random() < 0.3:
        return
    answer = world.until_it_is_not_busy(lambda: world.users[owner].send_file(content.make(), content.name, headers=headers))
    expect(answer, 200, 201)
    library.acknowledge_upload(owner, content, answer.json()["file"]["fileId"], answer.status_code == 201)


def lose_answer_of_completion(world, library, pick):
    world.run()
    owner, content = pick.choice(worlds.OWNERS), new_content(pick)
    library.begin_upload(owner, content)
    session = world.create_upload(owner, content.name, content.type, content.make())
    world.send_and_hang_up(owner, "POST", f"/uploads/{session['uploadId']}/complete", {})
    if pick.random() < 0.5:
        upload_and_note(world, library, owner, content, in_parts=pick.random() < 0.5)


def lose_answer_of_deletion(world, library, pick):
    file = some_file(library, pick)
    if file:
        world.run()
        library.begin_deletion(file)
        world.send_and_hang_up(file.owner, "DELETE", f"/files/{file.file_id}?permanent=true", {})


def kill_under_load(world, library, pick):
    """Several requests at once, and SIGKILL in their middle."""
    world.run()
    requests_under_way = begin_load(world, library, pick)
    time.sleep(pick.uniform(0, LONGEST_LOAD_SECONDS))
    world.kill()
    end_load(library, requests_under_way)


def begin_load(world, library, pick):
    """[(what it is about, future of the answer)]"""
    pool = concurrent.futures.ThreadPoolExecutor(LOAD)
    under_way = []
    for _ in range(LOAD):
        file = some_file(library, pick, is_unharmed) if pick.random() < 0.3 else None
        if file:
            library.begin_deletion(file)
            under_way.append((file, pool.submit(world.delete, file)))
        else:
            owner, content = pick.choice(worlds.OWNERS), new_content(pick)
            library.begin_upload(owner, content)
            under_way.append(((owner, content), pool.submit(world.upload, owner, content, pick.random() < 0.4)))
    pool.shutdown(wait=False)
    return under_way


def end_load(library, under_way):
    for what, future in under_way:
        try:
            answer = future.result(timeout=2 * worlds.REQUEST_SECONDS)
        except requests.RequestException:
            continue
        if isinstance(what, tuple):
            expect(answer, 200, 201)
            library.acknowledge_upload(*what, answer.json()["file"]["fileId"], answer.status_code == 201)
        else:
            expect(answer, 204)
            library.acknowledge_deletion(what)


def thin_out(world, library, pick):
    world.run()
    while len(library.files) > MOST_FILES:
        delete_and_note(world, library, some_file(library, pick))


# --- what happens to the process ---


def kill(world, library, pick):
    world.kill()


def kill_at_start(world, library, pick):
    world.kill_at_start(pick.uniform(0, LONGEST_START_SECONDS))


def restart(world, library, pick):
    world.stop()
    world.drive.environment["AUDMG_MEDIA"] = pick.choice(["on", "off", "off"])
    world.run()


# --- what happens to the disk, under a running server or a stopped one ---


def harm(world, library, pick, how, do):
    # Without record, sidecar and good bytes nothing is left to tell what a file was.
    file = some_file(library, pick, lambda file: is_unharmed(file) and world.sidecar_path(file).exists())
    if file:
        path = world.object_path(file)
        before = path.stat()
        do(path, before.st_size)
        if path.exists():
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # A disk that rots sets no time.
        file.harm = how
        if how != REMOVED:
            world.harm_backup(file, how)


def flip_a_bit(world, library, pick):
    def flip(path, size):
        with open(path, "r+b") as file:
            offset = pick.randrange(size)
            file.seek(offset)
            byte = file.read(1)[0] ^ (1 << pick.randrange(8))
            file.seek(offset)
            file.write(bytes([byte]))

    harm(world, library, pick, FLIPPED, flip)


def truncate(world, library, pick):
    harm(world, library, pick, TRUNCATED, lambda path, size: os.truncate(path, pick.randrange(size)))


def remove(world, library, pick):
    harm(world, library, pick, REMOVED, lambda path, size: path.unlink())


def remove_a_sidecar(world, library, pick):
    """Of a file that is as it was: nothing but its name can be lost by that."""
    file = some_file(library, pick, is_unharmed)
    if file:
        world.sidecar_path(file).unlink(missing_ok=True)


def plant_a_stray(world, library, pick):
    """An object that no record names, as one that a database of yesterday does not know."""
    world.plant_stray(pick)


def plant_many_strays(world, library, pick):
    for _ in range(MANY_STRAYS):
        world.plant_stray(pick)


def let_the_sweep_look(world, library, pick):
    world.stop()
    world.age_objects()
    world.run()


# --- what happens to the database ---


def copy_database(world, library, pick):
    world.copy_database()
    if len(world.copies) > MOST_COPIES:
        world.copies.pop(0).path.unlink()


def go_back_to_an_older_database(world, library, pick):
    older = [copy for copy in world.copies if copy.starts < world.starts]
    if older:
        world.stop()
        world.put_database(pick.choice(older).path)
        adopt(world, library, pick)


def adopt(world, library, pick):
    world.expect_refusal()
    world.adopt()
    check(world, library, pick)


def lose_the_database(world, library, pick):
    if any(is_unharmed(file) for file in library.files.values()):
        world.stop()
        world.remove_database()
        if pick.random() < 0.5:
            world.database.touch(mode=0o600)
        adopt(world, library, pick)


# --- what the drive says about itself ---


def check(world, library, pick):
    """Everything that was acknowledged is there and right, or reported as damaged."""
    world.run()
    # A deletion whose answer was not awaited may take a damaged file away while the drive is verified.
    harmed_before = library.is_harmed()
    code = world.command("verify", "--deep", codes=(0, 1)).returncode
    for owner in worlds.OWNERS:
        library.compare(owner, world.look(owner))
    if code not in (harmed_before, library.is_harmed()):
        raise Violation(f"verify ended with {code}, and {'some' if library.is_harmed() else 'no'} files are damaged")
    missing = world.missing(library.strays)
    if missing:
        raise Violation(f"{len(missing)} of {len(library.strays)} objects that no record names are gone")


# Step: how often, relative to the others.
STEPS = {
    upload: 20,
    upload_again: 8,
    upload_what_was_deleted: 2,
    delete: 8,
    lose_answer_of_upload: 5,
    lose_answer_of_completion: 3,
    lose_answer_of_deletion: 3,
    kill_under_load: 8,
    kill: 4,
    kill_at_start: 3,
    restart: 4,
    flip_a_bit: 4,
    truncate: 2,
    remove: 3,
    remove_a_sidecar: 1,
    plant_a_stray: 2,
    plant_many_strays: 0.2,
    let_the_sweep_look: 3,
    copy_database: 3,
    go_back_to_an_older_database: 2,
    lose_the_database: 2,
    thin_out: 2,
    check: 5,
}
