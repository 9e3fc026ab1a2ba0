"""The command line of the comparison."""

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("llama-bf16", "llama-int8", "llama-f32", "torch-f32", "torch-bf16", "torch-f32-gqa8", "torch-bf16-gqa8")


def parse(description):
    parser = argparse.ArgumentParser(
        prog="compare", description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--venv", default=str(ROOT / ".venv-bench"), metavar="DIR",
        help="place of the virtual environment (default: .venv-bench beside Package.swift, ignored by git)")
    add("--torch-index", metavar="URL",
        help="package index for PyTorch alone, such as one that holds CPU-only wheels (default: the usual index)")
    add("--setup-only", action="store_true", help="make the environment and leave")
    add("--engram", default=str(ROOT / ".build/release/engram"), metavar="FILE", help="the engram binary")
    add("--work", metavar="DIR", help="where the random GGUF files go (default: work/ in the environment)")
    add("--layers", type=int, default=22, help="layers of the shape, fewer for a quick look (default: 22)")
    add("--rounds", type=int, default=5, help="samples of each figure, taken in turn (default: 5)")
    add("--threads", type=int, default=2, help="threads of each engine (default: 2)")
    add("--memory", type=int, default=7680, help="memory tokens per layer, N (default: 7680)")
    add("--only", metavar="GROUP,...", help="some of: " + " ".join(GROUPS) + " (default: all but llama-f32)")
    add("--simd", metavar="LEVEL", help="given to engram: force a lower instruction set")
    add("--json", metavar="FILE", help="write every sample and ratio there")
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else [name for name in GROUPS if name != "llama-f32"]
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        parser.error(f"no such group: {', '.join(unknown)}; known are {', '.join(GROUPS)}")
    options.groups = chosen
    options.work = options.work or str(Path(options.venv) / "work")
    return options
