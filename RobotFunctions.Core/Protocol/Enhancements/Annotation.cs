using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>One label, and how far it applies.</summary>
[JsonConverter(typeof(AnnotationJsonConverter))]
public abstract record Annotation
{
    private protected Annotation()
    {
    }

    /// <summary>The scheme that the label belongs to, as in <c>openalex:topic</c>; without a slash.</summary>
    public required string Scheme { get; init; }

    /// <summary>The label.</summary>
    public required string Label { get; init; }

    /// <summary>Additional data: an object; undefined means empty.</summary>
    public JsonElement Data { get; init; }

    /// <summary>The discriminator <c>annotation_type</c>.</summary>
    [JsonIgnore]
    public abstract string AnnotationType { get; }

    /// <inheritdoc cref="EnhancementContent.FindProblem"/>
    internal virtual string? FindProblem() =>
        ContentRules.Present("label", Label)
        ?? ContentRules.Scheme("scheme", Scheme)
        ?? JsonRules.ObjectOrNothing("data", Data);

    internal void WriteTo(WireJson json)
    {
        json.StartObject();
        json.Text("annotation_type"u8, AnnotationType);
        json.Text("scheme"u8, Scheme);
        json.Text("label"u8, Label);
        WriteVerdict(json);

        // The first generation requires it, even if it is empty.
        json.JsonObject("data"u8, Data);
        json.EndObject();
    }

    private protected abstract void WriteVerdict(WireJson json);
}

/// <summary>A label that applies or does not.</summary>
public sealed record BooleanAnnotation : Annotation
{
    /// <summary>Whether it applies.</summary>
    public required bool Value { get; init; }

    /// <summary>The confidence; null if not known.</summary>
    public double? Score { get; init; }

    /// <inheritdoc/>
    public override string AnnotationType => "boolean";

    internal override string? FindProblem() => ContentRules.Finite("score", Score) ?? base.FindProblem();

    private protected override void WriteVerdict(WireJson json)
    {
        json.Flag("value"u8, Value);
        json.Number("score"u8, Score);
    }
}

/// <summary>A label with a score.</summary>
public sealed record ScoreAnnotation : Annotation
{
    /// <summary>The score; a finite number.</summary>
    public required double Score { get; init; }

    /// <inheritdoc/>
    public override string AnnotationType => "score";

    internal override string? FindProblem() => ContentRules.Finite("score", Score) ?? base.FindProblem();

    private protected override void WriteVerdict(WireJson json) => json.Number("score"u8, (double?)Score);
}

/// <summary>An annotation of a type that this version does not know, as it was read. It cannot be written.</summary>
/// <param name="UnknownType">Its <c>annotation_type</c>.</param>
/// <param name="Json">The whole object.</param>
public sealed record UnknownAnnotation(string UnknownType, JsonElement Json) : Annotation
{
    /// <inheritdoc/>
    public override string AnnotationType => UnknownType;

    internal override string? FindProblem() => "annotation_type is not one that the repository accepts";

    private protected override void WriteVerdict(WireJson json) =>
        throw new InvalidOperationException("An annotation of an unknown type cannot be written.");
}
