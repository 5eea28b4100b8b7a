namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>The volume, issue and pages of a reference. All are text, because issues may be named "Spring" and pages "A1".</summary>
public sealed record Pagination
{
    /// <summary>The volume.</summary>
    public string? Volume { get; init; }

    /// <summary>The issue.</summary>
    public string? Issue { get; init; }

    /// <summary>The first page.</summary>
    public string? FirstPage { get; init; }

    /// <summary>The last page.</summary>
    public string? LastPage { get; init; }

    internal void WriteTo(WireJson json)
    {
        json.StartObject("pagination"u8);
        json.Text("volume"u8, Volume);
        json.Text("issue"u8, Issue);
        json.Text("first_page"u8, FirstPage);
        json.Text("last_page"u8, LastPage);
        json.EndObject();
    }
}
