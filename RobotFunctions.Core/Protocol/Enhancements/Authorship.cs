namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>An author of a reference.</summary>
public sealed record Authorship
{
    /// <summary>The name, given names first.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The ORCID; the first API generation requires it, empty if there is none.</summary>
    public string? Orcid { get; init; }

    /// <summary>The author's position in the list.</summary>
    public required AuthorPosition Position { get; init; }

    /// <inheritdoc cref="EnhancementContent.FindProblem"/>
    internal string? FindProblem() => ContentRules.Present("display_name", DisplayName) ?? ContentRules.Word("position", Position);

    internal void WriteTo(WireJson json)
    {
        json.StartObject();
        json.Text("display_name"u8, DisplayName);
        json.Text("orcid"u8, Orcid);
        json.Text("position"u8, Position.Value);
        json.EndObject();
    }
}
