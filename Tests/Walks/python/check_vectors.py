"""Holds engram_client.py against the hex vectors of docs/PROTOCOL.md. Exit status 1 if one does not fit.

    python3 check_vectors.py [path of PROTOCOL.md]
"""

import pathlib
import re
import sys

import engram_client as engram

READERS = {
    "Refusal": engram.read_refusal, "DocumentAccepted": engram.read_accepted, "DocumentStatus": engram.read_status,
    "Generators": lambda reader: reader.items(lambda: engram.read_generator(reader)), "Token": engram.read_token,
    "Done": engram.read_done, "PoolDescription": engram.read_pool, "LogPage": engram.read_log_page,
}

# The requests that PROTOCOL.md spells out, made anew.
PAYLOADS = {
    "PushDocument": engram.push_payload(
        bytes(range(16)), "facts", "Ada Lovelace wrote the first program.", '{"year":1843}', "notes.txt"),
    "Ask": engram.ask_payload(
        "facts", "Who wrote the first program?", version=7, temperature=0.5, top_k=40, top_p=0.5, seed=42,
        new_tokens_max=64, stop=["\n"], documents=True),
}


def check(name, frame, payload):
    frames = [frame, payload] if payload else [frame]
    envelope, found = engram.Envelope.read(frames)
    if envelope.frames(found) != frames:
        return "the frames are not made again"
    if name in engram.KINDS and engram.KINDS[name] != envelope.kind:
        return f"kind {envelope.kind:#06x} is not {engram.KINDS[name]:#06x}"
    if name in PAYLOADS and PAYLOADS[name] != payload:
        return "the payload is not made again"
    if name in READERS:
        reader = engram.Reader(payload)
        READERS[name](reader)
        if reader.left and name != "PoolDescription":
            return f"{reader.left} bytes are left"
    for bit in range(len(frame) * 8):
        broken = bytearray(frame)
        broken[bit // 8] ^= 1 << bit % 8
        try:
            engram.Envelope.read([bytes(broken)] + frames[1:])
            return f"bit {bit} was flipped, and nobody noticed"
        except engram.Malformed:
            pass
    return None


def main():
    here = pathlib.Path(__file__).resolve()
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here.parents[3] / "docs" / "PROTOCOL.md"
    pattern = re.compile(r"^(\w+)\nenvelope ([0-9a-f]+)\npayload *([0-9a-f]*)$", re.M)
    vectors = pattern.findall(path.read_text(encoding="utf-8"))
    missing = set(engram.KINDS) - {name for name, _, _ in vectors}
    faults = [f"{name}: no vector" for name in sorted(missing)]
    for name, frame, payload in vectors:
        fault = check(name, bytes.fromhex(frame), bytes.fromhex(payload))
        if fault:
            faults.append(f"{name}: {fault}")
    print(f"{len(vectors)} vectors, {len(faults)} faults")
    for fault in faults:
        print(fault)
    return 1 if faults or not vectors else 0


if __name__ == "__main__":
    sys.exit(main())
