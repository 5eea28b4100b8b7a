"""python3 -m unittest discover -s samples/http-model"""

import json
import threading
import unittest
import urllib.error
import urllib.request
from http.server import ThreadingHTTPServer

from server import Handler, enhance


def reference(title):
    return {"id": "1", "enhancements": [{"content": {"enhancement_type": "bibliographic", "title": title}}]}


class EnhanceTests(unittest.TestCase):
    def test_a_reference_about_heat_is_labelled(self):
        self.assertTrue(enhance(reference("Deaths in hot summers"))["content"]["annotations"][0]["value"])

    def test_another_reference_is_labelled_with_false(self):
        self.assertFalse(enhance(reference("Wheat yields"))["content"]["annotations"][0]["value"])

    def test_a_reference_without_text_is_an_error(self):
        self.assertIn("neither a title", enhance({"id": "1"})["error"])


class HandlerTests(unittest.TestCase):
    def setUp(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def post(self, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.server.server_port}/", data=body, method="POST")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def test_a_posted_reference_is_answered(self):
        status, answer = self.post(json.dumps({"reference": reference("Heat waves")}).encode())
        self.assertEqual(200, status)
        self.assertTrue(answer["content"]["annotations"][0]["value"])

    def test_what_is_not_a_reference_is_refused(self):
        for body in (b"", b"no JSON", b"[]", b'{"reference": 1}'):
            self.assertEqual(400, self.post(body)[0])


if __name__ == "__main__":
    unittest.main()
