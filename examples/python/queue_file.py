"""A queue in a SQLite file: what the producer puts in waits there until a worker takes it, however long that is."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

DEFAULT_PATH = Path(__file__).parent / "queue.db"


class Message(NamedTuple):
    id: int
    order_id: str
    #: What the propagator wrote when the message was put in: for W3C Trace Context a `traceparent`.
    headers: dict[str, str]


class QueueFile:
    def __init__(self, path: Path):
        self._path = path
        with closing(self._open()) as db, db:
            db.execute(
                "CREATE TABLE IF NOT EXISTS message ("
                "id INTEGER PRIMARY KEY AUTOINCREMENT, order_id TEXT NOT NULL, headers TEXT NOT NULL)"
            )

    def put(self, order_id: str, headers: dict[str, str]) -> None:
        with closing(self._open()) as db, db:
            db.execute(
                "INSERT INTO message (order_id, headers) VALUES (?, ?)",
                (order_id, json.dumps(headers)),
            )

    def waiting(self) -> list[Message]:
        with closing(self._open()) as db:
            rows = db.execute("SELECT id, order_id, headers FROM message ORDER BY id").fetchall()
        return [Message(id, order_id, json.loads(headers)) for id, order_id, headers in rows]

    def remove(self, messages: list[Message]) -> None:
        """Only once they are dealt with, so that a worker that dies loses none."""
        with closing(self._open()) as db, db:
            db.executemany("DELETE FROM message WHERE id = ?", [(m.id,) for m in messages])

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path)
