"""A model server for the enhancer http, without dependencies: python3 server.py [PORT]

It labels references that are about heat. The robot posts {"reference": ..., "extra_fields": ..., "robot_version": ...} to it, and
expects {"content": ...} or {"error": ...} (docs/enhancers.md of RobotFunctions).
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEAT = re.compile(r"\b(heat|hot|high temperature)s?\b", re.IGNORECASE)
LONGEST_BODY = 16 * 1024 * 1024


def enhance(reference):
    """Makes the answer for one reference."""
    text = " ".join(texts(reference))
    if not text:
        return {"error": "The reference has neither a title nor an abstract."}
    label = {"annotation_type": "boolean", "scheme": "sample:topics", "label": "Heat", "value": HEAT.search(text) is not None}
    return {"content": {"enhancement_type": "annotation", "annotations": [label]}}


def texts(reference):
    """The title and the abstract of a reference."""
    for enhancement in reference.get("enhancements") or []:
        content = enhancement.get("content") or {}
        if content.get("enhancement_type") == "bibliographic" and content.get("title"):
            yield content["title"]
        if content.get("enhancement_type") == "abstract" and content.get("abstract"):
            yield content["abstract"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            return self.answer(411, {"error": "Send the length of the body."})
        if not 0 <= length <= LONGEST_BODY:
            return self.answer(413, {"error": "The reference is too large."})
        try:
            body = json.loads(self.rfile.read(length))
            self.answer(200, enhance(body["reference"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            self.answer(400, {"error": "The body is not a reference."})

    def answer(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status in (411, 413):
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Nothing is logged: a log must not contain references."""


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
