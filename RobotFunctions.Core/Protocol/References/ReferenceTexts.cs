using System.Text.Json;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>The title and the abstract of a reference, chosen from the several it may have.</summary>
internal sealed record ReferenceTexts(string? Title, string? Abstract)
{
    /// <summary>Chooses from a JSON list of enhancements by the rule of <see cref="Reference.Title"/>, reading only what the choice needs.</summary>
    public static ReferenceTexts Choose(ReadOnlySpan<byte> enhancements)
    {
        var (title, summary) = (default(Choice), default(Choice));
        if (!enhancements.IsEmpty)
        {
            var reader = new Utf8JsonReader(enhancements, JsonMembers.AnyDepth);
            reader.Read();
            for (var i = 0; reader.Read() && reader.TokenType == JsonTokenType.StartObject; i++)
            {
                var candidate = Candidate.Read(ref reader);
                if (candidate.IsBibliographic)
                {
                    title.Offer(in candidate, enhancements[candidate.Title], $"enhancements[{i}].content.title");
                }
                else if (candidate.IsAbstract)
                {
                    summary.Offer(in candidate, enhancements[candidate.Abstract], $"enhancements[{i}].content.abstract");
                }
            }
        }

        return new ReferenceTexts(title.Text, summary.Text);
    }

    private static bool IsBlank(string text) => InvisibleCharacters.TrimStart(text) switch
    {
        [] => true,
        ['<' or '&', ..] => InvisibleCharacters.IsBlank(Markup.ToText(text)),
        _ => false,
    };

    // The best so far.
    private struct Choice
    {
        private DateTimeOffset _createdAt;
        private Guid _id;

        public string? Text { get; private set; }

        public void Offer(in Candidate candidate, ReadOnlySpan<byte> json, string path)
        {
            if (json.IsEmpty || (Text is not null && (candidate.CreatedAt, candidate.Id).CompareTo((_createdAt, _id)) <= 0))
            {
                return;
            }

            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw new MalformedReferenceException(path, new JsonException("This is not a string."));
            }

            if (reader.TokenType == JsonTokenType.String && JsonText.Read(in reader) is var text && !IsBlank(text))
            {
                (Text, _createdAt, _id) = (text, candidate.CreatedAt, candidate.Id);
            }
        }
    }

    // The parts of an enhancement that the choice depends on; texts are positions in the list.
    private ref struct Candidate
    {
        public DateTimeOffset CreatedAt;
        public Guid Id;
        public bool IsBibliographic;
        public bool IsAbstract;
        public Range Title;
        public Range Abstract;

        public static Candidate Read(ref Utf8JsonReader reader)
        {
            var candidate = new Candidate { Title = 0..0, Abstract = 0..0 };
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (JsonText.Is(in reader, "content"u8))
                {
                    reader.Read();
                    candidate.ReadContent(ref reader);
                    continue;
                }

                var isTime = JsonText.Is(in reader, "created_at"u8);
                var isId = JsonText.Is(in reader, "id"u8);
                reader.Read();
                if (isTime && reader.TokenType == JsonTokenType.String)
                {
                    // An unreadable time counts as missing, which is the oldest.
                    _ = TimeJsonConverter.TryParse(JsonText.Read(in reader), out candidate.CreatedAt);
                }
                else if (isId && reader.TokenType == JsonTokenType.String)
                {
                    _ = Guid.TryParse(JsonText.Read(in reader), out candidate.Id);
                }

                reader.Skip();
            }

            return candidate;
        }

        private void ReadContent(ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = JsonText.Is(in reader, "enhancement_type"u8);
                var isTitle = JsonText.Is(in reader, "title"u8);
                var isAbstract = JsonText.Is(in reader, "abstract"u8);
                reader.Read();
                if (isType)
                {
                    IsBibliographic = JsonText.Is(in reader, "bibliographic"u8);
                    IsAbstract = JsonText.Is(in reader, "abstract"u8);
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Title = isTitle ? start..(int)reader.BytesConsumed : Title;
                Abstract = isAbstract ? start..(int)reader.BytesConsumed : Abstract;
            }
        }
    }
}
