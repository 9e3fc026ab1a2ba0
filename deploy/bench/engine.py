"""The line protocol between the comparison and an engine, one JSON object a line.

    engine -> {"engine": name, "about": text}                       once it is ready
    -> {"measure": "decode", "prompt": 32, "tokens": 16}    <- {"seconds": s}
    -> {"measure": "prefill", "tokens": 512}                <- {"seconds": s}
    -> {"measure": "first", "prompt": 32}                   <- {"seconds": s}

An engine takes one sample per line and is idle in between; it ends with its standard input.
"""

import json
import subprocess
import sys


def serve(measures, name, about=""):
    """The engine's side, for engines written in Python."""
    answer({"engine": name, "about": about})
    for line in sys.stdin:
        request = json.loads(line)
        measure = measures[request.pop("measure")]
        answer({"seconds": measure(**request)})


def answer(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


class Engine:
    """The comparison's side: a process that holds one model."""

    def __init__(self, command, variables=None):
        self.command = [str(word) for word in command]
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables)
        greeting = self.read()
        self.name, self.about = greeting["engine"], greeting.get("about", "")

    def sample(self, measure, **arguments):
        self.process.stdin.write(json.dumps({"measure": measure, **arguments}) + "\n")
        self.process.stdin.flush()
        return self.read()["seconds"]

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{' '.join(self.command[:4])} ... ended with status {self.process.wait()}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
