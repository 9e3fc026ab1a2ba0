"""The table of ratios."""

import statistics

HEADINGS = (
    "measure", "weights", "heads", "engram", "other", "other engine", "times faster", "(min ... max)", "goal", "met")


def table(result, stream):
    print(f"CPU: {result['cpu']}, {result['cores']} cores, {result['threads']} threads each; "
          f"{result['layers']} layers; medians of samples taken in turn", file=stream)
    for name, about in result["engines"].items():
        print(f"  {name}: {about}", file=stream)
    lines = [HEADINGS] + [cells(row) for row in result["rows"]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip(), file=stream)


def cells(row):
    goal = row["goal"]
    return (
        title(row), row["weights"], f"32/{row['kv_heads']}",
        figure(row, row["engram_seconds"]), figure(row, row["other_seconds"]), row["other"],
        f"{row['speedup']:.2f}", f"({row['speedup_min']:.2f} ... {row['speedup_max']:.2f})",
        f"{goal:.1f}" if goal else "-", "-" if not goal else "yes" if row["speedup"] >= goal else "NO",
    )


def title(row):
    if row["measure"] == "first":
        return f"first token, {row['prompt']}-token prompt"
    return f"{row['measure']} {row['tokens']} tokens"


def figure(row, seconds):
    median = statistics.median(seconds)
    if row["measure"] == "first":
        return f"{median * 1000:.0f} ms"
    return f"{row['tokens'] / median:.1f} token/s"
