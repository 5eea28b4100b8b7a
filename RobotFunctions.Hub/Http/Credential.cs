namespace RobotFunctions.Hub.Http;

/// <summary>A credential as it was sent, not yet verified.</summary>
/// <param name="Text">The key or token: a secret.</param>
/// <param name="InKeyHeader">Whether it was sent in the header <c>api-key</c>, whose bad credentials are answered with 403.</param>
internal sealed record Credential(string Text, bool InKeyHeader)
{
    /// <summary>The header of the task inbox that the Hub is compatible with.</summary>
    public const string KeyHeader = "api-key";

    private const string Bearer = "Bearer ";

    /// <summary>Whether it has the form of a JSON Web Token: parts between dots, of which the first is a JSON object in base64url.</summary>
    public bool IsToken => Text.StartsWith("eyJ", StringComparison.Ordinal) && Text.Contains('.', StringComparison.Ordinal);

    /// <summary>Reads the credential of a request. <c>Authorization: Bearer</c> comes first; another scheme there is no credential of the Hub.</summary>
    public static Credential? Read(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new Credential(authorization[Bearer.Length..].Trim(), InKeyHeader: false);
        }

        var key = headers[KeyHeader].ToString();
        return key.Length > 0 ? new Credential(key.Trim(), InKeyHeader: true) : null;
    }

    /// <summary>Hides the secret.</summary>
    public override string ToString() => InKeyHeader ? "credential in api-key" : "bearer credential";
}
