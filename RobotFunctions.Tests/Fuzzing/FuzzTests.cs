using System.Buffers;
using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Enhancers.Http;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Protocol.Results;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Steps.Download;
using RobotFunctions.Keywords;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.SignedUrls;
using YamlDotNet.Core;
using static RobotFunctions.Tests.Fuzzing.FuzzRun;

namespace RobotFunctions.Tests.Fuzzing;

/// <summary>
/// Everything that reads bytes from outside, over mutated inputs: nothing may throw but what it promises, and nothing may allocate out of
/// proportion.
/// </summary>
public sealed class FuzzTests
{
    [Fact]
    public void No_line_of_a_reference_file_breaks_the_reader() => Fuzz(Corpora.Lines, seed: 1, static line =>
    {
        var read = ReferenceLine.Read(line);
        _ = ReferenceLine.TryPeekId(line, out _);
        Assert.True(read.Verdict != ReferenceLineVerdict.Malformed || read.Reason is { Length: > 0 });
        Assert.True(read.Verdict != ReferenceLineVerdict.WellFormed || read.Id is not null);
    });

    [Fact]
    public void A_line_that_is_called_well_formed_is_JSON() => Fuzz(Corpora.Lines, seed: 2, static line =>
    {
        if (ReferenceLine.Read(line).Verdict == ReferenceLineVerdict.WellFormed)
        {
            using var document = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        }
    });

    [Fact]
    public void Whatever_an_enhancer_asks_of_a_reference_is_answered_or_called_malformed() => Fuzz(Corpora.Lines, seed: 3, static line =>
    {
        if (ReferenceLine.Read(line) is not { Verdict: ReferenceLineVerdict.WellFormed, Id: { } id })
        {
            return;
        }

        try
        {
            var reference = new Reference(line, id);
            _ = (reference.Title, reference.Abstract, reference.Doi, reference.Visibility, reference.Identifiers.Count);
            foreach (var enhancement in reference.Enhancements)
            {
                _ = EnhancementRules.Check(enhancement.Content, Array.Empty<string>());
            }
        }
        catch (MalformedReferenceException malformed)
        {
            Assert.NotEmpty(malformed.Message);
        }
    });

    [Fact]
    public void No_request_body_breaks_the_intakes_reader() => Fuzz(Corpora.Bodies, seed: 4, static body =>
    {
        Check(RequestReader.ReadBatch(body));
        Check(RequestReader.ReadSingle(body));
        Check(RequestReader.ReadStatus(body));

        static void Check<T>(RequestReading<T> reading)
            where T : class
        {
            Assert.Equal(reading.IsValid, reading.Problems.Count == 0);
            Assert.All(reading.Problems, static problem => Assert.DoesNotContain("sig=", problem, StringComparison.Ordinal));
        }
    });

    [Fact]
    public void No_answer_of_the_repository_breaks_its_reader() =>
        Fuzz(Corpora.Answers, seed: 5, static answer =>
        {
            var body = new AnswerBody(limit: answer.Length);
            Assert.True(body.TryAdd(answer));
            Assert.NotNull(AnswerDetail.Read(body.Bytes.Span));
        });

    [Fact]
    public void No_answer_of_a_model_passes_the_robots_rules_that_the_repository_refuses() => Fuzz(Corpora.Contents, seed: 8, static body =>
    {
        try
        {
            if (HttpAnswer.Read(body)?.Content is not { } content || EnhancementRules.Check(content, [Entitlement.RawEnhancementWriter]) is not null)
            {
                return;
            }

            var line = new ArrayBufferWriter<byte>();
            ResultLine.WriteEnhancement(line, new ReferenceId(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef")), new EnhancementEnvelope("x", "1", Visibility.Public), content);
            Assert.Null(ResultEntry.Read(JsonElement.Parse(line.WrittenSpan)).Problem);
        }
        catch (JsonException notAnAnswer)
        {
            Assert.NotEmpty(notAnAnswer.Message);
        }
    });

    [Fact]
    public void No_queued_message_breaks_its_reader() =>
        Fuzz(Corpora.QueuedMessages, seed: 9, static message => Assert.Equal(message.Length, QueuedRequest.Read(message).Body.Length));

    [Fact]
    public void No_title_or_abstract_breaks_the_reading_of_its_words() => Fuzz(Corpora.MarkedUpTexts, seed: 10, static bytes =>
    {
        var text = Markup.ToText(Encoding.UTF8.GetString(bytes));
        using var folded = new FoldedText(text);
        using var again = new FoldedText(folded.Span);
        Assert.True(text.Length <= bytes.Length);
        Assert.Equal(folded.Span.ToString(), again.Span.ToString());
    });

    [Fact]
    public void No_taxonomy_breaks_its_reader() => Fuzz(Corpora.Taxonomies, seed: 11, static bytes =>
    {
        try
        {
            Assert.NotEmpty(new TaxonomyReader("fuzz", new StringReader(Encoding.UTF8.GetString(bytes))).Read().Labels);
        }
        catch (Exception problem) when (problem is TaxonomyException or YamlException)
        {
            Assert.NotEmpty(problem.Message);
        }
    });

    [Fact]
    public void No_headers_get_past_the_verifier_but_the_right_ones()
    {
        var now = FakeTimeProvider.DefaultStart;
        var robot = TestRobots.Robot().Identity;
        var verifier = new SignatureVerifier(id => id == robot.Id ? robot.Secrets : null);
        var body = Corpora.Bodies[0];
        var right = new RequestSigner(new FakeTimeProvider()).Sign(robot, body);
        byte[][] corpus = [Encoding.Latin1.GetBytes($"{right.Authorization}\n{right.ClientId}\n{right.Timestamp}")];
        Fuzz(corpus, seed: 6, headers =>
        {
            var parts = Encoding.Latin1.GetString(headers).Split('\n');
            var sent = new SignatureHeaders(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
            var verdict = verifier.Verify(sent, body, now);
            Assert.True(!verdict.IsAccepted || IsRight(sent), $"{sent} was accepted.");
            Assert.True(verdict.IsAccepted || verdict.Detail is { Length: > 0 });
        });

        // The client id's letter case and the timestamp's spelling are free; the digest is not, and it covers both values.
        bool IsRight(SignatureHeaders sent) =>
            sent.Authorization == right.Authorization
            && Guid.TryParse(sent.ClientId, out var id) && id == robot.Id.Value
            && PythonFloat.TryParse(sent.Timestamp!, out var time) && PythonFloat.Format(time) == right.Timestamp;
    }

    [Fact]
    public void No_URL_shows_its_query() => Fuzz([.. Corpora.Bodies.Take(1).Select(static _ => Encoding.UTF8.GetBytes("https://a.blob.core.windows.net/c/r.jsonl?se=2026&sig=s3cr3t%2F"))], seed: 7, static text =>
    {
        if (SignedUrl.TryParse(Encoding.UTF8.GetString(text), out var url))
        {
            Assert.DoesNotContain('?', url.ToString());
        }
    });

    [Fact]
    public void No_gzip_content_breaks_its_reader_and_what_is_read_whole_is_what_was_packed()
    {
        var packed = GzipContentTests.Gzip();
        var buffer = new byte[1 << 20];
        Fuzz([[.. packed, .. packed], packed], seed: 10, content =>
        {
            using var gzip = new GzipContent(new MemoryStream(content));
            try
            {
                var (length, read) = (0, 1);
                while (read > 0 && length < buffer.Length)
                {
                    read = ReadNow(gzip, buffer.AsMemory(length));
                    length += read;
                }

                Assert.True(length == buffer.Length || length % GzipContentTests.Text.Length == 0, $"{length} bytes were read as if that were all.");
            }
            catch (Exception refused) when (refused is EndOfStreamException or InvalidDataException)
            {
                Assert.NotEmpty(refused.Message);
            }
        });

        static int ReadNow(GzipContent gzip, Memory<byte> into)
        {
            var reading = gzip.ReadAsync(into);
            Assert.True(reading.IsCompleted, "Memory is read at once.");
            return reading.GetAwaiter().GetResult();
        }
    }

    [Fact]
    public void Every_first_line_is_of_a_format_that_can_be_described() => Fuzz([.. Corpora.Lines, .. Corpora.Bodies, .. Corpora.Answers], seed: 11, static line =>
        Assert.NotEmpty(FileFormats.Describe(FileFormats.Of(line))));

    [Fact]
    public void No_Retry_After_is_read_as_a_wait_out_of_bounds() =>
        Fuzz([[.. "120"u8], [.. "4294968"u8], [.. "Thu, 20 Aug 2026 12:01:30 GMT"u8], [.. "Fri, 31 Dec 9999 23:59:59 GMT"u8]], seed: 12, static header =>
        {
            using var response = new HttpResponseMessage();
            response.Headers.TryAddWithoutValidation("Retry-After", Encoding.Latin1.GetString(header));
            if (RetryAfter.Read(response.Headers, FakeTimeProvider.DefaultStart) is { } wait)
            {
                Assert.InRange(wait, TimeSpan.Zero, RetryAfter.Longest);
            }
        });
}
