"""What the packer refuses, on a program of this machine and on one made here."""

import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools" / "lambda"))

import bundle  # noqa: E402
import notice  # noqa: E402

FOR_THE_ZIP = [f"-Wl,--dynamic-linker={bundle.PLACE}/{bundle.LOADER}", "-Wl,--disable-new-dtags",
               f"-Wl,-rpath,{bundle.PLACE}"]


@pytest.fixture
def compile(tmp_path):
    def run(*options):
        program = tmp_path / "program"
        source = tmp_path / "program.c"
        source.write_text('#include <math.h>\n#include <stdio.h>\nint main(int n, char **w) { printf("%g", hypot(n, n)); }\n')
        subprocess.run(["gcc", "-o", program, source, "-lm", *options], check=True)
        return program

    return run


def test_takes_a_program_with_all_its_libraries(compile):
    program = compile(*FOR_THE_ZIP)
    libraries = bundle.closure(program)
    assert sorted(libraries) == ["ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6"]
    assert bundle.flaws(program, libraries) == []


@pytest.mark.parametrize("missing", ["libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"])
def test_refuses_a_missing_library(compile, missing):
    program = compile(*FOR_THE_ZIP)
    libraries = {name: file for name, file in bundle.closure(program).items() if name != missing}
    assert any(missing in flaw or "loader" in flaw for flaw in bundle.flaws(program, libraries))


def test_refuses_a_symbol_newer_than_the_library(compile):
    program = compile(*FOR_THE_ZIP)
    libraries = {**bundle.closure(program), "libm.so.6": bundle.find("libz.so.1")}
    assert any("GLIBC_2.35 of libm.so.6" in flaw for flaw in bundle.flaws(program, libraries))


def test_refuses_the_loader_and_the_folders_of_the_machine(compile):
    program = compile()
    flaws = bundle.flaws(program, bundle.closure(program))
    assert "its loader is /lib64/ld-linux-x86-64.so.2" in flaws
    assert "it looks for libraries in the default folders" in flaws


def test_refuses_a_run_path_that_library_path_would_beat(compile):
    program = compile(FOR_THE_ZIP[0], "-Wl,--enable-new-dtags", FOR_THE_ZIP[2])
    assert any("RUNPATH" in flaw for flaw in bundle.flaws(program, bundle.closure(program)))


def test_knows_what_is_static(compile):
    assert bundle.static_flaws(compile("-static-pie")) == []
    assert "it needs libc.so.6" in bundle.static_flaws(compile())


def test_refuses_a_library_whose_licence_nobody_looked_at(tmp_path):
    works = notice.Notice(tmp_path)
    works.add_file(bundle.find("libc.so.6"))
    assert "glibc 2.36" in works.text()
    del works.licences["glibc"]
    with pytest.raises(SystemExit, match="licence of glibc"):
        works.add_file(bundle.find("libc.so.6"))
