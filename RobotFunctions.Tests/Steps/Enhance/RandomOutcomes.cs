using System.Collections;
using System.Text.Json;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Steps.Enhance;

/// <summary>Whatever an author's code may give back or throw, in every way it may do so. Equal seeds give equal outcomes.</summary>
internal sealed class RandomOutcomes(int seed)
{
    private static readonly string?[] Texts =
    [
        null, "", " ", "\0", "a", "a\0b", "\ud83e", "\udd16\ud83e", "Größe", "🤖", "\u0085\u2028", "a/b", "https://example.org/", "https://exa\0mple.org/", "https://\ud800example.org/", "https://[::1", "https://a b/",
        "10.1000/182", "10.1000/\0", "W1\0", "\ud800W1", "1", "ED1", "other", "journal", "first", "cites", "</script>", new string('x', 3000), new string('é', 1100), new string('\0', 3000),
    ];

    private static readonly string[] Json =
    [
        "{}", "[]", "null", "true", "0", "1", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", """{"@context":"https://example.org/c"}""", """{"@context":"https://example.org/\ud800"}""", """{"@context":"\ud800"}""",
        """{"@context\u0000":"https://example.org/c"}""", """{"\ud800@context":"https://example.org/c"}""", """{"@context":1}""", """{"a":[1,{"b":"\ud800\u0000"}],"\ud800":null}""", """{"a":1e999}""", """{"a":-1e999}""", """{"a":1,"a":2}""",
        """{"a":1e400,"b":0.1e-400}""", """{"a":123456789012345678901234567890}""",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The answer of an enhancer to one reference; it is made at once, so that it depends on the seed alone.</summary>
    public Func<CancellationToken, ValueTask<EnhancerOutcome>> Next()
    {
        var answer = Answer();
        return _random.Next(6) switch
        {
            0 => _ => ValueTask.FromResult(answer()),
            1 => _ => new ValueTask<EnhancerOutcome>(Task.FromResult(answer())),
            2 => async _ => answer(),
            3 => async _ =>
            {
                await Task.Yield();
                return answer();
            }
            ,
            4 => token => new ValueTask<EnhancerOutcome>(Task.Run(answer, token)),
            _ => token =>
            {
                // Never undone: an author may forget it.
                token.Register(static () => throw new InvalidOperationException("A callback of the author's."));
                return ValueTask.FromResult(answer());
            }
            ,
        };
    }

    private Func<EnhancerOutcome> Answer()
    {
        switch (_random.Next(8))
        {
            case 0:
                var exception = ExceptionOfSomeSort();
                return () => throw exception;
            case 1:
                return static () => default;
            case 2:
                var reason = _random.Next(4) == 0 ? new string((char)_random.Next(0x10000), _random.Next(1, 300_000)) : Text();
                return () => EnhancerOutcome.Failed(reason!);
            default:
                var content = Content();
                return () => EnhancerOutcome.Enhanced(content!);
        }
    }

#pragma warning disable CA2201 // The runtime's own exceptions come out of an author's code too.
    private Exception ExceptionOfSomeSort() => _random.Next(14) switch
    {
        0 => new InvalidOperationException(Text()),
        1 => new OperationCanceledException(),
        2 => new TaskCanceledException(Text()),
        3 => new OutOfMemoryException(),
        4 => new AggregateException(new JsonException(Text()), new IOException(Text())),
        5 => new TransientEnhancerException(Text()!, TimeSpan.FromDays(_random.Next(-9, 9))),
        6 => new MalformedReferenceException(Text()!, null!),
        7 => new InsufficientExecutionStackException(),
        8 => new ObjectDisposedException(Text()),
        9 => new UnauthorizedAccessException(),
        10 => new TimeoutException(),
        11 => new AccessViolationException(),
        12 => new NullReferenceException(),
        _ => new UnspeakableException(),
    };
#pragma warning restore CA2201

    private EnhancementContent? Content() => _random.Next(11) switch
    {
        0 => null,
        1 => new UnknownContent(EnhancementType.From(Text()!), Element()),
        2 => new AbstractContent { Abstract = Text()!, Process = Word(AbstractProcess.From) },
        3 or 4 => new AnnotationContent { Annotations = List(Annotation) },
        5 => new BibliographicContent
        {
            Title = Text(),
            Authorship = MaybeList(() => new Authorship { DisplayName = Text()!, Position = Word(AuthorPosition.From), Orcid = Text() }),
            PublicationYear = _random.NextInt64(long.MinValue, long.MaxValue),
            PublicationDate = DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)),
            Pagination = new Pagination { Volume = Text() },
            PublicationVenue = new PublicationVenue { VenueType = Word(PublicationVenueType.From), Issn = MaybeList(Text)! },
        },
        6 => new LocationContent { Locations = List(() => new Location { LandingPageUrl = Text(), PdfUrl = Text(), Version = Word(DocumentVersion.From), Extra = Element() }) },
        7 => new ReferenceAssociationContent { AssociatedReferenceIds = List(Identifier), AssociationType = Word(ReferenceAssociationType.From) },
        8 => new LinkedDataContent { VocabularyUri = Text() ?? "https://example.org", Data = Element() },
        9 => new FullTextContent
        {
            FileUrl = SignedUrl.TryParse(Text(), out var url) ? url : null!,
            MimeType = Text(),
            SourceUrl = Text(),
            Sha256Checksum = Text(),
            RetrievedAt = new DateTimeOffset(_random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
        },
        _ => new RawContent { SourceExportDate = default, Description = Text()!, Metadata = Element(), Data = Element() },
    };

    private Annotation? Annotation() => _random.Next(5) switch
    {
        0 => null,
        1 => new UnknownAnnotation(Text()!, Element()) { Scheme = Text()!, Label = Text()! },
        2 => new ScoreAnnotation { Scheme = Text()!, Label = Text()!, Score = Number(), Data = Element() },
        _ => new BooleanAnnotation { Scheme = "test", Label = Text() ?? "x", Value = true, Score = _random.Next(4) == 0 ? Number() : null, Data = Element() },
    };

    private Identifier? Identifier() => _random.Next(9) switch
    {
        0 => null,
        1 => new UnknownIdentifier(IdentifierType.From(Text()!), Element()),
        2 => new DoiIdentifier { Identifier = Text()! },
        3 => new OpenAlexIdentifier { Identifier = Text()! },
        4 => new EricIdentifier { Identifier = Text()! },
        5 => new ProQuestIdentifier { Identifier = Text()! },
        6 => new PubMedIdentifier { Identifier = _random.Next(-1, 3) },
        7 => new RepositoryIdentifier(new ReferenceId(_random.Next(2) == 0 ? default : Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"))),
        _ => new OtherIdentifier { Identifier = Text()!, OtherIdentifierName = Text()! },
    };

    private string? Text() => Texts[_random.Next(Texts.Length)];

    private T Word<T>(Func<string, T> word) => word(_random.Next(3) == 0 ? Text()! : new[] { "other", "first", "journal", "cites" }[_random.Next(4)]);

    private double Number() => new[] { 0, 1, -0.0, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue }[_random.Next(9)];

    private JsonElement Element()
    {
        switch (_random.Next(6))
        {
            case 0:
                return default;
            case 1:
                using (var document = JsonDocument.Parse("""{"a":"of a document that is disposed"}"""))
                {
                    return document.RootElement;
                }

            case 2:
                var lenient = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
                return JsonElement.Parse("""{"a":[1, /* a comment */ 2,], // and another""" + "\n\"@context\":\"https://example.org/c\",}", lenient);
            case 3:
                var depth = _random.Next(1, 300);
                return JsonElement.Parse($"{{\"x\":{new string('[', depth)}{new string(']', depth)}}}", new JsonDocumentOptions { MaxDepth = 400 });
            case 4:
                return JsonElement.Parse($$"""{"x":"{{new string('x', _random.Next(200_000))}}"}""");
            default:
                return JsonElement.Parse(Json[_random.Next(Json.Length)]);
        }
    }

    private IReadOnlyList<T>? MaybeList<T>(Func<T?> entry) => _random.Next(3) == 0 ? null : List(entry);

    private IReadOnlyList<T> List<T>(Func<T?> entry) => _random.Next(8) switch
    {
        0 => null!,
        1 => new BrokenList<T>(ExceptionOfSomeSort(), _random.Next(3)),
        2 => [],
        _ => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => entry()!)],
    };

    /// <summary>An exception that cannot even be shown.</summary>
    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new InvalidOperationException("There is no message.");

        public override string ToString() => throw new InvalidOperationException("There is no text.");
    }

    /// <summary>A list that throws once it was asked often enough.</summary>
    private sealed class BrokenList<T>(Exception exception, int answers) : IReadOnlyList<T>
    {
        private int _answers = answers;

        public int Count => _answers-- > 0 ? 1 : throw exception;

        public T this[int index] => throw exception;

        public IEnumerator<T> GetEnumerator() => throw exception;

        IEnumerator IEnumerable.GetEnumerator() => throw exception;
    }
}
