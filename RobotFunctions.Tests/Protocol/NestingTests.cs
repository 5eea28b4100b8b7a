using System.Buffers;
using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Protocol.Results;
using RobotFunctions.Local.Engine.Journals;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Protocol;

/// <summary>One budget of depth: what is let in fits into everything that is later put around it, and what is let out into what the repository reads.</summary>
public sealed class NestingTests
{
    private const int DataDepth = 56;
    private const int ReferenceDepth = 200;
    private const int Deepest = 260;
    private const string Id = "0198c1a2-7b3c-7def-8123-456789abcdef";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static TheoryData<string> Contents =>
    [
        """{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"a","label":"b","value":true,"data":DATA}]}""",
        """{"enhancement_type":"location","locations":[{"extra":DATA}]}""",
        """{"enhancement_type":"linked_data","vocabulary_uri":"https://example.org","data":{"@context":"https://example.org","x":DATA}}""",
        """{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","metadata":DATA,"data":DATA}""",
    ];

    [Theory]
    [MemberData(nameof(Contents))]
    public void Content_that_passes_the_rules_fits_into_every_report_and_every_other_is_refused_by_them(string content)
    {
        for (var depth = 1; depth <= Deepest; depth++)
        {
            var json = content.Replace("DATA", Nested(depth), StringComparison.Ordinal);
            var read = JsonSerializer.Deserialize(json, new EnhancementJsonContext(new JsonSerializerOptions(EnhancementJsonContext.Default.Options) { MaxDepth = 1000 }).EnhancementContent)!;
            var problem = EnhancementRules.Check(read, [Entitlement.RawEnhancementWriter]);

            Assert.Equal(depth + (content.Contains("\"x\":DATA", StringComparison.Ordinal) ? 1 : 0) <= DataDepth, problem is null);
            if (problem is null)
            {
                AssertFits(read);
            }
        }
    }

    [Fact]
    public void Extra_fields_are_taken_when_the_robot_can_store_them_and_refused_when_not()
    {
        for (var depth = 1; depth <= Deepest; depth++)
        {
            var reading = RequestReader.ReadBatch(Encoding.UTF8.GetBytes(
                $"{{\"id\":\"{Id}\",\"reference_storage_url\":\"https://a.example/r\",\"result_storage_url\":\"https://a.example/w\",\"extra_fields\":{Nested(depth)}}}"));

            Assert.Equal(depth <= DataDepth ? RequestVerdict.Valid : RequestVerdict.Invalid, reading.Verdict);
            AssertStorable(reading.Value?.ExtraFields ?? default, default);
        }
    }

    [Fact]
    public void A_single_reference_is_taken_as_deep_as_one_of_a_file()
    {
        for (var depth = 2; depth <= Deepest; depth++)
        {
            var reference = $"{{\"id\":\"{Id}\",\"x\":{Nested(depth - 1)}}}";
            var reading = RequestReader.ReadSingle(Encoding.UTF8.GetBytes($"{{\"id\":\"{Id}\",\"reference\":{reference}}}"));

            Assert.Equal(depth <= ReferenceDepth ? RequestVerdict.Valid : RequestVerdict.Invalid, reading.Verdict);
            Assert.Equal(depth <= ReferenceDepth, ReferenceLine.Read(Encoding.UTF8.GetBytes(reference)).Verdict == ReferenceLineVerdict.WellFormed);
            AssertStorable(default, reading.Value?.Reference ?? default);
        }
    }

    [Fact]
    public void A_body_that_nests_too_deep_anywhere_is_refused_for_that_and_not_as_something_else()
    {
        var reading = RequestReader.ReadBatch(Encoding.UTF8.GetBytes($"{{\"id\":\"{Id}\",\"other\":{Nested(100_000)}}}"));

        Assert.Equal(RequestVerdict.Invalid, reading.Verdict);
        Assert.Contains("nests deeper than", Assert.Single(reading.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_of_a_deep_reference_can_be_read()
    {
        var line = Encoding.UTF8.GetBytes(
            """{"visibility":"public","identifiers":[{"identifier_type":"new","x":IDENTIFIER}],"enhancements":[{ENVELOPE,"content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"a","label":"b","score":1,"data":ANNOTATION}]}},{ENVELOPE,"content":{"enhancement_type":"new","x":CONTENT}},{ENVELOPE,"content":{"enhancement_type":"bibliographic","title":"t"}}],"id":"ID"}"""
                .Replace("ENVELOPE", "\"reference_id\":\"ID\",\"source\":\"x\",\"visibility\":\"public\"", StringComparison.Ordinal)
                .Replace("IDENTIFIER", Nested(ReferenceDepth - 3), StringComparison.Ordinal)
                .Replace("ANNOTATION", Nested(ReferenceDepth - 6), StringComparison.Ordinal)
                .Replace("CONTENT", Nested(ReferenceDepth - 4), StringComparison.Ordinal)
                .Replace("ID", Id, StringComparison.Ordinal));

        var reference = new Reference(line, ReferenceLine.Read(line).Id!.Value);

        Assert.Equal(ReferenceLineVerdict.WellFormed, ReferenceLine.Read(line).Verdict);
        Assert.Equal(("t", null), (reference.Title, reference.Doi));
        Assert.IsType<UnknownIdentifier>(Assert.Single(reference.Identifiers));
        Assert.Equal(3, reference.Enhancements.Count);
    }

    [Fact]
    public void The_id_of_a_line_is_found_behind_whatever_is_too_deep()
    {
        var line = Encoding.UTF8.GetBytes($"{{\"x\":{Nested(100_000)},\"id\":\"{Id}\"}}");

        var read = ReferenceLine.Read(line);

        Assert.Equal(ReferenceLineVerdict.Malformed, read.Verdict);
        Assert.Equal(Id, read.Id.ToString());
    }

    private static void AssertFits(EnhancementContent content)
    {
        var line = new ArrayBufferWriter<byte>();
        ResultLine.WriteEnhancement(line, new ReferenceId(Guid.Parse(Id)), new EnhancementEnvelope("x", "1", Visibility.Public), content);
        var body = RobotResultBody.Single(TestRobots.BatchId, line.WrittenMemory);

        Assert.Null(ResultEntry.Read(JsonElement.Parse(line.WrittenSpan, Deep)).Problem);
        Assert.Null(ResultEntry.Enhancement(JsonElement.Parse(body, Deep).GetProperty("enhancement")));
    }

    private static void AssertStorable(JsonElement extraFields, JsonElement reference)
    {
        var request = new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x", ExtraFields = extraFields, Reference = reference };
        var stored = JsonSerializer.SerializeToUtf8Bytes(request, AcceptedRequestJsonContext.Default.AcceptedRequest);
        var journal = Journal.ToLines([new RunAccepted(JsonSerializer.SerializeToElement(request, AcceptedRequestJsonContext.Default.AcceptedRequest))]);

        Assert.Equal(request.ContentHash, JsonSerializer.Deserialize(stored, AcceptedRequestJsonContext.Default.AcceptedRequest)!.ContentHash);
        Assert.IsType<RunAccepted>(JsonSerializer.Deserialize(journal, JournalJsonContext.Default.JournalEntry));
    }

    /// <summary>An object that nests so deep.</summary>
    private static string Nested(int depth) => $"{{\"x\":{new string('[', depth - 1)}1{new string(']', depth - 1)}}}";
}
