using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RobotFunctions.Simulator.References;

/// <summary>Generates the lines of a reference file: compact, without nulls (protocol section 3).</summary>
internal sealed class GeneratedReference : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new(512 * 1024);
    private readonly ArrayBufferWriter<byte> _text = new(16 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly GeneratedIds _ids;
    private readonly Random _random;
    private readonly ReferenceSize _size;

    public GeneratedReference(int seed, ReferenceSize size)
    {
        (_ids, _random, _size) = (new GeneratedIds(seed), new Random(seed), size);
        _json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>The lines since the last <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    public void Clear() => _lines.ResetWrittenCount();

    public void Append(int index)
    {
        var id = _ids.Reference(index, _random);
        var language = ReferenceVocabulary.Languages[_random.Next(4) == 0 ? _random.Next(ReferenceVocabulary.Languages.Count) : 0];
        _json.WriteStartObject();
        _json.WriteString("id", id);
        _json.WriteString("visibility", "public");
        WriteIdentifiers(index);
        _json.WriteStartArray("enhancements");
        WriteBibliographic(id, index, language);
        if (_random.Next(7) > 0)
        {
            WriteAbstract(id, language);
        }

        WriteAnnotations(id);
        WriteLocations(id, index);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _lines.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private void WriteIdentifiers(int index)
    {
        _json.WriteStartArray("identifiers");
        WriteIdentifier("open_alex", string.Create(CultureInfo.InvariantCulture, $"W{4_000_000_000L + index}"));
        if (_random.Next(10) > 0)
        {
            WriteIdentifier("doi", Doi(index));
        }

        if (_random.Next(3) == 0)
        {
            _json.WriteStartObject();
            _json.WriteString("identifier_type", "pm_id");
            _json.WriteNumber("identifier", 10_000_000 + index);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteIdentifier(string type, string identifier)
    {
        _json.WriteStartObject();
        _json.WriteString("identifier_type", type);
        _json.WriteString("identifier", identifier);
        _json.WriteEndObject();
    }

    private void WriteBibliographic(Guid reference, int index, ReferenceLanguage language)
    {
        StartEnhancement("openalex", "bibliographic");
        var authors = _random.Next(1, 6);
        _json.WriteStartArray("authorship");
        for (var author = 0; author < authors; author++)
        {
            _json.WriteStartObject();
            _json.WriteString("display_name", Pick(language.Authors));
            _json.WriteString("position", author == 0 ? "first" : author == authors - 1 ? "last" : "middle");
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        var year = _random.Next(1990, 2027);
        _json.WriteNumber("cited_by_count", _random.Next(500));
        _json.WriteString("publication_date", string.Create(CultureInfo.InvariantCulture, $"{year}-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}"));
        _json.WriteNumber("publication_year", year);
        _json.WriteString("publisher", Pick(ReferenceVocabulary.Publishers));
        _text.ResetWrittenCount();
        _text.Write(Pick(language.Titles));
        _text.Write(": "u8);
        _text.Write(Pick(language.Titles));
        _json.WriteString("title", _text.WrittenSpan);
        _json.WriteStartObject("pagination");
        _json.WriteString("volume", (index % 80).ToString(CultureInfo.InvariantCulture));
        _json.WriteString("first_page", _random.Next(1, 900).ToString(CultureInfo.InvariantCulture));
        _json.WriteEndObject();
        EndEnhancement(reference);
    }

    private void WriteAbstract(Guid reference, ReferenceLanguage language)
    {
        StartEnhancement("openalex", "abstract");
        _json.WriteString("process", "uninverted");
        _text.ResetWrittenCount();
        for (var sentences = _random.Next(8, 14); sentences > 0; sentences--)
        {
            _text.Write(Pick(language.Sentences));
            _text.Write(" "u8);
        }

        _json.WriteString("abstract", _text.WrittenSpan[..^1]);
        EndEnhancement(reference);
    }

    private void WriteAnnotations(Guid reference)
    {
        StartEnhancement("openalex", "annotation");
        _json.WriteStartArray("annotations");
        for (var annotations = _size == ReferenceSize.Usual ? _random.Next(2, 6) : _random.Next(100, 140); annotations > 0; annotations--)
        {
            _json.WriteStartObject();
            _json.WriteString("annotation_type", "boolean");
            _json.WriteString("scheme", "openalex:topic");
            _json.WriteString("label", Pick(ReferenceVocabulary.Topics));
            _json.WriteBoolean("value", true);
            _json.WriteNumber("score", Math.Round(_random.NextDouble(), 4));
            _json.WriteStartObject("data");
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        EndEnhancement(reference);
    }

    private void WriteLocations(Guid reference, int index)
    {
        StartEnhancement("openalex", "location");
        _json.WriteStartArray("locations");
        _json.WriteStartObject();
        _json.WriteBoolean("is_oa", _random.Next(2) == 0);
        _json.WriteString("version", "publishedVersion");
        _json.WriteString("landing_page_url", "https://doi.org/" + Doi(index));
        _json.WriteString("license", "cc-by");
        _json.WriteEndObject();
        _json.WriteEndArray();
        EndEnhancement(reference);
    }

    private void StartEnhancement(string source, string type)
    {
        _json.WriteStartObject();
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        id[6] = (byte)((id[6] & 0x0f) | 0x40);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        _json.WriteString("id", new Guid(id, bigEndian: true));
        _json.WriteString("visibility", "public");
        _json.WriteString("source", source);
        _json.WriteString("robot_version", "initial_openalex_import");
        _json.WriteStartObject("content");
        _json.WriteString("enhancement_type", type);
    }

    // In G3's merged view an enhancement may refer to a duplicate of the reference.
    private void EndEnhancement(Guid reference)
    {
        _json.WriteEndObject();
        _json.WriteString("created_at", "2024-01-01T00:00:00Z");
        Span<byte> bytes = stackalloc byte[16];
        reference.TryWriteBytes(bytes, bigEndian: true, out _);
        if (_random.Next(20) == 0)
        {
            bytes[5] ^= 0xff;
        }

        _json.WriteString("reference_id", new Guid(bytes, bigEndian: true));
        _json.WriteEndObject();
    }

    private static string Doi(int index) => string.Create(CultureInfo.InvariantCulture, $"10.{1000 + (index % 9000)}/invented.{index}");

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private ReadOnlySpan<byte> Pick(IReadOnlyList<byte[]> choices) => choices[_random.Next(choices.Count)];
}
