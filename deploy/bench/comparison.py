"""Runs the engines side by side and reports the ratios."""

import dataclasses
import json
import os
import platform
import statistics
import sys
from pathlib import Path

import gguf
import report
from engine import Engine
from shapes import Shape

HERE = Path(__file__).resolve().parent

PREFILL = ("prefill", {"tokens": 512})
DECODE = ("decode", {"prompt": 32, "tokens": 16})
FIRST = ("first", {"prompt": 32})


@dataclasses.dataclass
class Group:
    """One other engine, the format both compute in, and what is measured."""

    other: str
    weights: str
    kv_heads: int
    measures: tuple
    goals: dict


GROUPS = {
    "llama-bf16": Group("llama.cpp", "bf16", 4, (DECODE, PREFILL), {"decode": 1.0, "prefill": 1.0}),
    "llama-int8": Group("llama.cpp", "int8", 4, (DECODE, PREFILL), {"decode": 1.0, "prefill": 1.0}),
    "llama-f32": Group("llama.cpp", "f32", 4, (DECODE, PREFILL), {"decode": 1.0, "prefill": 1.0}),
    "torch-f32": Group("PyTorch", "f32", 4, (FIRST, DECODE, PREFILL), {"first": 3.5}),
    "torch-bf16": Group("PyTorch", "bf16", 4, (FIRST, DECODE, PREFILL), {"first": 1.0}),
    "torch-f32-gqa8": Group("PyTorch", "f32", 8, (FIRST,), {"first": 5.5}),
    "torch-bf16-gqa8": Group("PyTorch", "bf16", 8, (FIRST,), {"first": 1.0}),
}


def run(options):
    rows, engines = [], {}
    for name in options.groups:
        rows += measure(name, GROUPS[name], options, engines)
    result = {
        "cpu": cpu_name(), "cores": os.cpu_count(), "threads": options.threads, "layers": options.layers,
        "engines": engines, "load_average": os.getloadavg(), "rows": rows,
    }
    report.table(result, sys.stdout)
    if options.json:
        Path(options.json).write_text(json.dumps(result, indent=1) + "\n")
    return 0


def measure(name, group, options, engines):
    shape = Shape(layers=options.layers, kv_heads=group.kv_heads, memory=options.memory)
    pair = [engram(group, shape, options), other(group, shape, options)]
    for one in pair:
        engines[one.name] = one.about
    rows = [sample(name, group, pair, what, arguments, options.rounds) for what, arguments in group.measures]
    for one in pair:
        one.close()
    return rows


def sample(name, group, pair, what, arguments, rounds):
    """Alternates the two engines, after one sample each that is thrown away."""
    seconds = ([], [])
    for turn in range(-1, rounds):
        for side in (0, 1) if turn % 2 else (1, 0):
            taken = pair[side].sample(what, **arguments)
            if turn >= 0:
                seconds[side].append(taken)
        print(f"{name} {what} {turn + 1}/{rounds}", file=sys.stderr, flush=True)
    ratios = [theirs / ours for ours, theirs in zip(*seconds)]
    return {
        "group": name, "measure": what, **arguments, "weights": group.weights, "kv_heads": group.kv_heads,
        "other": pair[1].name, "engram_seconds": seconds[0], "other_seconds": seconds[1],
        "speedup": statistics.median(ratios), "speedup_min": min(ratios), "speedup_max": max(ratios),
        "goal": group.goals.get(what),
    }


def other(group, shape, options):
    variables = {**os.environ, "OMP_NUM_THREADS": str(options.threads), "PYTHONDONTWRITEBYTECODE": "1"}
    if group.other == "PyTorch":
        command = [sys.executable, HERE / "torch_engine.py", shape.to_json(), group.weights, options.threads]
        return Engine(command, variables)
    file = Path(options.work) / f"random-{shape.layers}x{shape.width}-{group.kv_heads}-{group.weights}.gguf"
    gguf.write(file, shape, group.weights)
    return Engine([sys.executable, HERE / "llama_engine.py", file, options.threads], variables)


def engram(group, shape, options):
    command = [options.engram, "bench", "--serve", "--weights", group.weights, "--layers", shape.layers,
               "--kv-heads", shape.kv_heads, "--memory", shape.memory]
    return Engine(command + (["--simd", options.simd] if options.simd else []))


def cpu_name():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
