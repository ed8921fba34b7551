"""A copy of what is deployed, in a folder of its own, where the framework runs on it without touching ours."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT_SECONDS = 120
ARTIFACTS = ("api.zip", "media.zip")


def write_placeholder(path):
    """Stands for an artifact of `make lambda`: the framework looks at size and digest, never inside."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, f"#!/bin/false {path.name}\n")


class Service:
    """`environment` adds to a clean one: no settings and no credentials of whoever runs the tests."""

    def __init__(self, folder, environment=None, plugin=None, is_new=True):
        self.folder = pathlib.Path(folder)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true",
            # Milliseconds; it asks for the state of a stack every 5 s otherwise.
            "SLS_AWS_MONITORING_FREQUENCY": "100",
            **(environment or {}),
        }
        if is_new:
            self.fill(plugin)

    def fill(self, plugin):
        (self.folder / "home").mkdir(parents=True)
        shutil.copytree(ROOT / "deploy", self.folder / "deploy")
        text = (ROOT / "serverless.yml").read_text()
        if plugin:
            shutil.copy(HERE / plugin, self.folder)
            text, count = re.subn(r"^plugins:\n", f"plugins:\n  - ./{plugin}\n", text, flags=re.MULTILINE)
            assert count == 1
        (self.folder / "serverless.yml").write_text(text)
        (self.folder / "node_modules").symlink_to(ROOT / "node_modules")
        shutil.copy(ROOT / "package.json", self.folder)
        for name in ARTIFACTS:
            write_placeholder(self.folder / "build" / "lambda" / name)

    def write_env(self, **settings):
        (self.folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))

    def run(self, *arguments, check=True, program=None):
        command = program or [ROOT / "node_modules" / ".bin" / "serverless"]
        done = subprocess.run(
            [*map(str, command), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIMEOUT_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        assert not check or done.returncode == 0, done.stdout
        return done

    def package(self, *arguments):
        """The template that `serverless package` writes."""
        self.run("package", *arguments)
        return self.template()

    @property
    def template_path(self):
        return self.folder / ".serverless" / "cloudformation-template-update-stack.json"

    def template(self):
        return json.loads(self.template_path.read_text())
