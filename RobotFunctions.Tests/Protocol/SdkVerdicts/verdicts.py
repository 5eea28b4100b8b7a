"""Asks the repository's own SDK which contents it takes, and prints one verdict per line: what verdicts.jsonl holds.

Run it with destiny-sdk 0.16.0 installed (or its models on PYTHONPATH): python verdicts.py > verdicts.jsonl
"""

import json

from destiny_sdk.robots import EnhancementResultEntry
from pydantic import TypeAdapter, ValidationError

ENTRY = TypeAdapter(EnhancementResultEntry)
REFERENCE = "0198c1a2-7b3c-7def-8123-456789abcdef"
CONTEXT = {"@context": "https://vocab.example.org/context"}


def accepted(content):
    entry = {"reference_id": REFERENCE, "source": "x", "visibility": "public", "content": content}
    try:
        ENTRY.validate_json(json.dumps(entry))
    except ValidationError:
        return False
    return True


def location(url):
    return {"enhancement_type": "location", "locations": [{"landing_page_url": url}]}


def association(**identifier):
    return {"enhancement_type": "reference_association", "association_type": "cites", "associated_reference_ids": [identifier]}


def annotation(**fields):
    return {"enhancement_type": "annotation", "annotations": [{"annotation_type": "boolean", "scheme": "a", "label": "b", "value": True} | fields]}


def score(**fields):
    return {"enhancement_type": "annotation", "annotations": [{"annotation_type": "score", "scheme": "a", "label": "b"} | fields]}


def linked(data=CONTEXT, **fields):
    return {"enhancement_type": "linked_data", "vocabulary_uri": "https://vocab.example.org/v1", "data": data} | fields


def full_text(**fields):
    return {"enhancement_type": "full_text", "file_url": "https://files.example.org/a.pdf"} | fields


def raw(**fields):
    return {"enhancement_type": "raw", "source_export_date": "2026-01-02T03:04:05Z", "description": "x", "data": [1]} | fields


def nested(depth):
    value = {"x": 1}
    for _ in range(depth - 1):
        value = {"x": value}
    return value


BASE = "https://example.org/"
URLS = [
    BASE + "x" * 2063, BASE + "x" * 2064, BASE + "é" * 1031, BASE + "é" * 1032, BASE + "中" * 687, BASE + "中" * 688, BASE + "🤖" * 515, BASE + "🤖" * 516,
    BASE + " " * 1000, "https://" + "é" * 1050, "HTTPS://EXAMPLE.ORG", "hTTp://a", "http://localhost:9000/x", "https://example.org./", "https://example.org:/",
    "https://example.org:0/", "https://example.org:65535/", "https://example.org:65536/", "https://example.org:99999/", "https://a:b/", "https://a:80:80", "https://a:+80",
    "https://a: 80", "https://a:8٠", "https://a:-1", "https://größe.example.org/ü?q=ä#ö", "https://faß.de", "https://中文.com", "https://한국.com", "https://शब्द.com",
    "https://שלום.example", "https://مرحبا.com", "https://אa.com", "https://אב1.com", "https://1.אב", "https://a.אב", "https://٣.com", "https://a.١", "https://１２７.0.0.1",
    "https://a.１", "https://.", "https://..", "https://a..b/", "https://.a/", "https://exa_mple.org", "https://-a.example", "https://a-.example", "https://a b/", "https://a\u00a0b/",
    "https://a\u2028", "https://a\u0085b", "https://a\u200bb.com", "https://a\u200db", "https://\u00ad", "https://\ufe0f", "https://a\u202eb.com", "https://\u0301a.com",
    "https://\ufffd.com", "https://\ufdd0", "https://\ue000.com", "https://ℵ.com", "https://ㅤ.com", "https://⒈com", "https://\u10a0.com", "https://ex%20ample.org", "https://ex%00ample.org",
    "https://exa%mple", "https://%zz", "https://exa<mple.org", "https://exa>mple.org", "https://exa^mple.org", "https://exa|mple", "https://exa\x7fmple", "https://exa\x01mple",
    "https://[::1]/", "https://[2001:db8::1]:8080/x", "https://[::ffff:10.0.0.1]/", "https://[::1%25eth0]", "https://[fe80::1%eth0]", "https://[1.2.3.4]", "https://[::1", "https://::1]/", "https://[]/",
    "https://[::1]x/", "https://[::1]:x/", "https://[v1.a]/", "https://::1/", "https://10.0.0.1/", "https://10.0.0.300/", "https://10.0.0.256", "https://1.2.3.4.5", "https://01.02.03.08", "https://a.09",
    "https://4294967296", "https://1..1", "https://example.0x/", "https://a.0x7", "https://1.1.1.1.", "https://xn--", "https://xn--a", "https://xn--abc.com", "https://xn--a-.com", "https://xn--é.com",
    "https://xn--fiq228c.com", "https://xn--p1ai", "https://XN--FIQ228C.com", "https://a.xn--", "https://user:pw@example.org/", "https://@example.org", "https://user@/", "https://:80/", "https://a@b@c/", "https://a:b@",
    "https:///", "https://?a", "https://#a", "https://", "https:", "http", "", " ", "x", "/x", "//a", "https ://a", "https//a", "ftp://example.org/x", "mailto:x@example.org", "file:///x", "ws://a", "httpss://a",
    "\u00a0https://a", "\ufeffhttps://a", " https://a ", "https://a\\b", "https://a/ b", "https://a/%zz", "https://a/\ud7ff", "https://a?b c", "https://a#b c", "https://a/\x01",
]
DOIS = [
    "10.1000/182", "10.123456789/édition(2)<x>", "https://doi.org/10.1000/182", "HTTP://DX.DOI.ORG/10.1000/182", "doi.org/10.1/x", "dx.doi.org/10.1000/1", "doi: 10.1000/182 ", "DOI:10.1000/1",
    "https://doi.org/doi:10.1000/1", "doi:https://doi.org/10.1000/1", "https://doi.org/https://doi.org/10.1000/1", "http://https://doi.org/10.1000/1", "https://http://doi.org/10.1000/1", "https://dx.dx.doi.org/10.1000/1",
    "doi:doi:10.1000/1", "doi.org/doi.org/10.1000/1", "https://www.doi.org/10.1000/1", "https://doi.org//10.1000/1", "https://doi.org/ 10.1000/1", "https://doi.org/ doi:10.1000/1", "//doi.org/10.1000/1",
    "https:doi.org/10.1000/1", "dx.10.1000/1", "https://10.1000/1", "10.123/x", "10.1234567890/x", "10.1000/", "10.1000/a b", "10.1000/a\u00a0b", "10.1000/\u2003", "10.1000/\x1c", "10.1000/\u200b", "10.1000/a\u2028b",
    "10.1000/a\u0085b", "10.1000/a\x1fb", "10.1000\u2010/1", "10.10x0/1", "11.1000/1", "https://example.org/10.1000/1", "", " ", "\x1c10.1000/1\x1f", "\u200b10.1000/1", "10.1000/1\n", "10.1000/e\u0301",
]
OPEN_ALEX = [
    "W2741809807", "https://openalex.org/W1", "https://openalex.org/works/W1", "https://explore.openalex.org/works/W1", "http://https://openalex.org/W1", "openalex.org/explore.openalex.org/works/W1", "works/W1", "W1 ", "\u00a0W1",
    "\x1cW1", "works/ W1", " works/W1", "HTTPS://openalex.org/W1", "https://OpenAlex.org/W1", "https://openalex.org/Works/W1", "https://openalex.org/w1", "https://api.openalex.org/W1", "https://https://openalex.org/W1", "works/works/W1",
    "explore.openalex.org/openalex.org/W1", "W", "w1", "A1", "W1a", "W1/", "", "W1\n",
]
ERIC = [
    "ED123456", "EJ1", "https://eric.ed.gov/?id=EJ1", "https://files.eric.ed.gov/fulltext/ED1.pdf", "ED1.pdf", "ED1.PDF", "HTTPS://eric.ed.gov/?id=EJ1", "https://ERIC.ed.gov/?id=EJ1", "ed1", "EX1", "ED", "ED1x", "ED1 ", "ED1 .pdf", "ED1.pdf ", "",
]
PRO_QUEST = [
    "12345678", "https://www.proquest.com/docview/12345678", "https://search.proquest.com/docview/1", "HTTPS://www.proquest.com/docview/1a", "https://www.proquest.com/docview/1/", "https://www.proquest.com/docview/1?x", "docview/1", "12a", "a", "", " 1 ", "1\n",
]
CONTENTS = [
    *map(location, URLS),
    *(association(identifier_type="doi", identifier=doi) for doi in DOIS),
    *(association(identifier_type="open_alex", identifier=work) for work in OPEN_ALEX),
    *(association(identifier_type="eric", identifier=number) for number in ERIC),
    *(association(identifier_type="pro_quest", identifier=document) for document in PRO_QUEST),
    *(association(identifier_type="pm_id", identifier=number) for number in (1, 0, -1, 38203201, 2**63 - 1)),
    association(identifier_type="other", identifier="", other_identifier_name=""),
    association(identifier_type="other", identifier="x"),
    association(identifier_type="isbn", identifier="x"),
    *({"enhancement_type": "reference_association", "association_type": "cites", "associated_reference_ids": ids}
      for ids in ([], [REFERENCE], [REFERENCE.upper()], ["3a533776-c9ad-1aac-a089-d654d509490c"], [None], None)),
    *(annotation(scheme=scheme) for scheme in ("a:b", "a/b", "", " ", "\n", "/", "a\nb", "∕")),
    *(annotation(**fields) for fields in ({"label": ""}, {"label": None}, {"value": None}, {"score": None}, {"score": 1e308}, {"data": {}}, {"data": None}, {"data": []}, {"data": {"x": None}})),
    *(score(**fields) for fields in ({}, {"score": 0}, {"score": -0.5}, {"score": None}, {"score": 1, "data": {"a": [1]}})),
    *({"enhancement_type": "annotation", "annotations": annotations} for annotations in ([], None, [None], [{"annotation_type": "rank", "scheme": "a", "label": "b"}])),
    *(annotation(data=nested(depth)) for depth in (1, 56, 57)),
    *({"enhancement_type": "location", "locations": locations} for locations in ([], [{}], [None], [{"is_oa": None, "version": "publishedVersion"}], [{"version": "final"}], [{"extra": {}}], [{"extra": "x"}], [{"pdf_url": None}], [{"license": ""}])),
    *({"enhancement_type": "abstract", "abstract": "", "process": process} for process in ("uninverted", "closed_api", "other", "Other", "other ", "", None)),
    {"enhancement_type": "abstract", "process": "other"},
    {"enhancement_type": "summary"},
    *({"enhancement_type": "bibliographic"} | fields for fields in (
        {}, {"authorship": []}, {"authorship": [{"display_name": "", "position": "first"}]}, {"authorship": [{"display_name": "A", "position": "second"}]}, {"authorship": [{"position": "last"}]}, {"authorship": [None]},
        {"cited_by_count": -1}, {"cited_by_count": 2**63 - 1}, {"publication_year": -(2**63)}, {"publication_year": 1.5}, {"publication_date": "0001-01-01"}, {"publication_date": "9999-12-31"}, {"publication_date": "2026-02-30"},
        {"publication_date": "2026-1-2"}, {"created_date": None}, {"title": ""}, {"pagination": {}}, {"pagination": {"volume": " "}}, {"pagination": {"volume": None}}, {"publication_venue": {"venue_type": "journal", "issn": []}},
        {"publication_venue": {"venue_type": "pub"}}, {"publication_venue": {"issn": [None]}}, {"publication_venue": {"issn": ["x"], "issn_l": ""}})),
    *map(linked, (CONTEXT, {}, {"@context": None}, {"@context": {}}, {"@context": ""}, {"@context": "x"}, {"@context": "https://a b"}, {"@context": BASE + "é" * 1032}, {"@context": ["https://a"]}, CONTEXT | {"x": [None, 1e308, {}]}, [], None)),
    *(linked(vocabulary_uri=url) for url in (None, "", "x", "https://é", "https://[::1")),
    *(full_text(**fields) for fields in (
        {}, {"file_url": None}, {"file_url": "ftp://a"}, {"file_url": "https://a b"}, {"byte_size": 0}, {"byte_size": None}, {"sha256_checksum": "0" * 64}, {"mime_type": ""}, {"version": "other"}, {"version": "draft"}, {"source_url": "x"},
        {"source_url": "https://é"}, {"retrieved_at": "2026-01-02T03:04:05.1234567+02:00"}, {"retrieved_at": "0001-01-01T00:00:00+00:00"}, {"retrieved_at": "9999-12-31T23:59:59.9999999+00:00"}, {"retrieved_at": "2026-01-02T03:04:05-14:00"})),
    *(raw(data=data) for data in (None, False, True, 0, 0.0, -0.0, 1, "", " ", "x", [], [None], {}, {"": None}, 1e-323, 10**30)),
    *(raw(**fields) for fields in ({"description": ""}, {"description": None}, {"metadata": {}}, {"metadata": None}, {"metadata": []}, {"metadata": {"x": [1]}}, {"source_export_date": "0001-01-01T00:00:00+00:00"}, {"source_export_date": "x"}, {"source_export_date": None})),
]

if __name__ == "__main__":
    for content in CONTENTS:
        print(json.dumps({"accepted": accepted(content), "content": content}, separators=(",", ":")))
