using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>A place where a reference can be found.</summary>
public sealed record Location
{
    /// <summary>Whether it is open access; null when not known.</summary>
    public bool? IsOa { get; init; }

    /// <summary>The version at this location.</summary>
    public DocumentVersion? Version { get; init; }

    /// <summary>The landing page: an http or https URL.</summary>
    public string? LandingPageUrl { get; init; }

    /// <summary>The document itself as PDF: an http or https URL.</summary>
    public string? PdfUrl { get; init; }

    /// <summary>The licence, as in <c>cc-by</c>; null when not known.</summary>
    public string? License { get; init; }

    /// <summary>Additional data: an object; undefined if there is none.</summary>
    public JsonElement Extra { get; init; }

    /// <inheritdoc cref="EnhancementContent.FindProblem"/>
    internal string? FindProblem() =>
        (Version is { } version ? ContentRules.Word("version", version) : null)
        ?? ContentRules.UrlOrNothing("landing_page_url", LandingPageUrl)
        ?? ContentRules.UrlOrNothing("pdf_url", PdfUrl)
        ?? JsonRules.ObjectOrNothing("extra", Extra);

    internal void WriteTo(WireJson json)
    {
        json.StartObject();
        json.Flag("is_oa"u8, IsOa);
        json.Text("version"u8, Version?.Value);
        json.Text("landing_page_url"u8, LandingPageUrl);
        json.Text("pdf_url"u8, PdfUrl);
        json.Text("license"u8, License);
        json.Json("extra"u8, Extra);
        json.EndObject();
    }
}
