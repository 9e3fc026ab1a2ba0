"""Edits by two engines in turn, and their ratios."""

import json
import os
import statistics
import sys
from pathlib import Path

from comparison import cpu_name
from engine import Engine
from shapes import Shape

HERE = Path(__file__).resolve().parent
GOAL = 3.0


def shape(options):
    if options.size == "large":
        return Shape(layers=options.layers)
    return Shape(
        layers=options.layers, width=256, heads=8, kv_heads=4, feed_forward=704, vocabulary=4096)


def run(options):
    variables = {**os.environ, "OMP_NUM_THREADS": str(options.threads), "PYTHONDONTWRITEBYTECODE": "1"}
    pair = [
        Engine([options.engram, "bench", "--serve", "--weights", "f32", "--size", options.size,
                "--layers", options.layers, "--memory", 256]),
        Engine([sys.executable, HERE / "torch_editor.py", shape(options).to_json(), options.threads], variables),
    ]
    rows = [sample(pair, method, options) for method in ("rome", "memoir")]
    result = {
        "cpu": cpu_name(), "cores": os.cpu_count(), "threads": options.threads, "size": options.size,
        "layers": options.layers, "layer": options.layer, "load_average": os.getloadavg(),
        "engines": {one.name: one.about for one in pair}, "rows": rows,
    }
    for one in pair:
        one.close()
    table(result)
    if options.json:
        Path(options.json).write_text(json.dumps(result, indent=1) + "\n")
    return 0


def sample(pair, method, options):
    """Alternates the two engines, after one sample each that is thrown away."""
    seconds = ([], [])
    for turn in range(-1, options.rounds):
        for side in (0, 1) if turn % 2 else (1, 0):
            taken = pair[side].sample(method, layer=options.layer)
            if turn >= 0:
                seconds[side].append(taken)
        print(f"{method} {turn + 1}/{options.rounds}", file=sys.stderr, flush=True)
    ratios = [theirs / ours for ours, theirs in zip(*seconds)]
    return {
        "method": method, "engram_seconds": seconds[0], "torch_seconds": seconds[1],
        "speedup": statistics.median(ratios), "speedup_min": min(ratios), "speedup_max": max(ratios),
        "goal": GOAL,
    }


def table(result):
    print(f"CPU: {result['cpu']}, {result['cores']} cores, {result['threads']} threads each; {result['size']}, layer "
          f"{result['layer']} of {result['layers']} (the first is 0); load {result['load_average'][0]:.1f}")
    for name, about in result["engines"].items():
        print(f"  {name}: {about}")
    lines = [("method", "engram", "PyTorch", "times faster", "(min ... max)", "goal", "met")]
    for row in result["rows"]:
        ours, theirs = (statistics.median(row[side]) for side in ("engram_seconds", "torch_seconds"))
        lines.append((
            row["method"], f"{ours:.3f} s", f"{theirs:.3f} s", f"{row['speedup']:.2f}",
            f"({row['speedup_min']:.2f} ... {row['speedup_max']:.2f})", f"{row['goal']:.1f}",
            "yes" if row["speedup"] >= row["goal"] else "NO"))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
