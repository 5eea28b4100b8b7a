namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>A link to the full text. The repository fetches the file during the import and rejects the enhancement if size or checksum differ.</summary>
public sealed record FullTextContent : EnhancementContent
{
    /// <summary>The file: an http or https URL, if it comes from the repository, it is signed and valid for an hour.</summary>
    public required SignedUrl FileUrl { get; init; }

    /// <summary>The file's length in bytes; at most 1 GiB.</summary>
    public long? ByteSize { get; init; }

    /// <summary>The file's SHA-256: 64 hexadecimal digits.</summary>
    public string? Sha256Checksum { get; init; }

    /// <summary>The file's media type.</summary>
    /// <value>Default: <c>application/pdf</c>; so is null.</value>
    public string? MimeType { get; init; }

    /// <summary>Which version it is.</summary>
    public DocumentVersion? Version { get; init; }

    /// <summary>Whether it is open access; null when not known.</summary>
    public bool? IsOa { get; init; }

    /// <summary>The licence, as in <c>cc-by</c>.</summary>
    public string? License { get; init; }

    /// <summary>Where it was obtained.</summary>
    public string? Source { get; init; }

    /// <summary>The URL where it was obtained: http or https.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>When it was obtained.</summary>
    public DateTimeOffset? RetrievedAt { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.FullText;

    internal override string? FindProblem() =>
        ContentRules.Url("file_url", FileUrl?.ToUri().OriginalString)
        ?? ContentRules.ByteSize("byte_size", ByteSize)
        ?? ContentRules.Sha256("sha256_checksum", Sha256Checksum)
        ?? (Version is { } version ? ContentRules.Word("version", version) : null)
        ?? ContentRules.UrlOrNothing("source_url", SourceUrl);

    private protected override void WriteFields(WireJson json)
    {
        json.Text("file_url"u8, FileUrl.ToUri().OriginalString);
        json.Number("byte_size"u8, ByteSize);
        json.Text("sha256_checksum"u8, Sha256Checksum);
        json.Text("mime_type"u8, MimeType);
        json.Text("version"u8, Version?.Value);
        json.Flag("is_oa"u8, IsOa);
        json.Text("license"u8, License);
        json.Text("source"u8, Source);
        json.Text("source_url"u8, SourceUrl);
        json.Time("retrieved_at"u8, RetrievedAt);
    }
}
