"""The virtual environment: numpy, PyTorch, and llama.cpp built from its PyPI source package for this very CPU."""

import os
import re
import subprocess
import sys
import venv

# PyTorch's wheel for Linux on the usual index is linked against CUDA libraries and does not load without them,
# even on a machine without a GPU. What only a GPU program would open later is left out: a gigabyte less.
LEFT_OUT = ("triton", "cuda-bindings")
EXTRAS_LEFT_OUT = ("cusolver", "nvtx")

LLAMA_OPTIONS = " ".join("-D" + option for option in (
    "GGML_NATIVE=ON", "LLAMA_CURL=OFF", "LLAMA_BUILD_EXAMPLES=OFF", "LLAMA_BUILD_TESTS=OFF", "LLAMA_BUILD_SERVER=OFF"))

REQUIREMENTS = """
import importlib.metadata
for line in importlib.metadata.requires('torch') or []:
    if 'extra ==' not in line: print(line)
"""


def prepare(place, torch_index, llama=True):
    """Makes what is missing, and gives the path of its Python."""
    python = place / "bin" / "python"
    if not python.exists():
        say(f"making {place}")
        venv.create(place, with_pip=True)
    if not has(python, "numpy"):
        pip(python, "numpy")
    if not has(python, "torch"):
        install_torch(python, torch_index)
    if llama and not has(python, "llama_cpp"):
        say("building llama.cpp from the source package llama-cpp-python (about ten minutes on two cores)")
        pip(python, "--no-binary", "llama-cpp-python", "llama-cpp-python", CMAKE_ARGS=LLAMA_OPTIONS)
    return python


def install_torch(python, index):
    if index:
        pip(python, "--index-url", index, "torch")
        return
    say("installing PyTorch (its CPU part needs some of its CUDA libraries to load: about 4 GB)")
    pip(python, "--no-deps", "torch")
    listed = subprocess.run([python, "-c", REQUIREMENTS], check=True, capture_output=True, text=True).stdout
    pip(python, *[lighter(line) for line in listed.splitlines() if name_of(line) not in LEFT_OUT])


def name_of(requirement):
    return re.match(r"[A-Za-z0-9_.-]+", requirement).group().lower()


def lighter(requirement):
    """The requirement without the extras that a CPU never opens."""
    match = re.match(r"([A-Za-z0-9_.-]+)\[([^]]*)\](.*)", requirement)
    if not match:
        return requirement
    extras = [extra for extra in match[2].split(",") if extra.strip() not in EXTRAS_LEFT_OUT]
    return f"{match[1]}[{','.join(extras)}]{match[3]}"


def has(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0


def pip(python, *arguments, **variables):
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, env={**os.environ, **variables})


def say(text):
    print(text, file=sys.stderr, flush=True)
