"""Walks through a running Engram as a client in another language would: pushes, asks, streams, reads the log.

    python3 walk.py --ingest tcp://127.0.0.1:7401 [--pool NAME] [--question TEXT] [--fact TEXT]

Prints a JSON object; exit status 0 if everything went as docs/PROTOCOL.md says.
"""

import argparse
import json
import sys
import uuid

from engram_client import Engram, Refused


def expect_refusal(number, body):
    try:
        body()
    except Refused as refusal:
        assert refusal.number == number, f"refused with {refusal.number}, not with {number}: {refusal}"
        return
    raise AssertionError(f"not refused with {number}")


def walk(engram, pool, fact, question):
    created = engram.create_pool(pool)
    expect_refusal(201, lambda: engram.create_pool(pool))
    expect_refusal(200, lambda: engram.push(pool + "-absent", fact))
    expect_refusal(100, lambda: engram.push(pool, "  "))
    document = uuid.uuid4().bytes
    first = engram.push(pool, fact, document=document, source="walk.py")
    again = engram.push(pool, fact, document=document, source="walk.py")
    assert first["first"] and not again["first"] and again["job"] == first["job"], (first, again)
    expect_refusal(109, lambda: engram.push(pool, fact + " Or not.", document=document, source="walk.py"))
    status = engram.await_document(document)
    assert status["state"] == "absorbed" and status["pieces_done"] == status["pieces"] >= 1, status
    texts = list(engram.ask(pool, question, minimum_version=status["last_version"], new_tokens_max=16, seed=1))
    done = engram.last_done
    assert done and done["pool_version"] >= status["last_version"], done
    repeated = list(engram.ask(pool, question, version=done["pool_version"], new_tokens_max=16, seed=done["seed"]))
    assert "".join(repeated) == "".join(texts), (texts, repeated)
    expect_refusal(102, lambda: list(engram.ask(pool, question, new_tokens_max=-1)))
    expect_refusal(202, lambda: list(engram.ask(pool, question, version=done["pool_version"] + 1000)))
    records = list(engram.log(pool))
    assert [record["kind"] for record in records][:2] == [1, 2], records
    assert all(record["pool"] == created["uid"] for record in records)
    return {
        "pool": pool, "version": done["pool_version"], "answer": "".join(texts), "tokens": done["new_tokens"],
        "reason": done["reason"], "state": done["state_hash"].hex(), "records": len(records),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ingest", required=True)
    parser.add_argument("--pool", default="walk-" + uuid.uuid4().hex[:8])
    parser.add_argument("--fact", default="The lighthouse of Varnholm was built by Ilse Brandt.")
    parser.add_argument("--question", default="Who built the lighthouse of Varnholm?")
    parser.add_argument("--credential", default="")
    parser.add_argument("--server-key", default=None)
    options = parser.parse_args()
    with Engram(options.ingest, credential=options.credential, server_key=options.server_key) as engram:
        print(json.dumps(walk(engram, options.pool, options.fact, options.question), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
