namespace RobotFunctions.Core.Signing;

/// <summary>The three headers of a signed request (protocol section 2); null or empty where a request lacks one.</summary>
/// <param name="Authorization"><c>Signature</c>, one space, and the lower-case hex digest.</param>
/// <param name="ClientId">The robot's id.</param>
/// <param name="Timestamp">When it was signed: seconds since 1970 with a fraction.</param>
public readonly record struct SignatureHeaders(string? Authorization, string? ClientId, string? Timestamp)
{
    /// <summary>The name of <see cref="Authorization"/>.</summary>
    public const string AuthorizationName = "Authorization";

    /// <summary>The name of <see cref="ClientId"/>.</summary>
    public const string ClientIdName = "X-Client-Id";

    /// <summary>The name of <see cref="Timestamp"/>.</summary>
    public const string TimestampName = "X-Request-Timestamp";

    /// <summary>The only scheme of <see cref="Authorization"/>; its letter case matters.</summary>
    public const string Scheme = "Signature";
}
