using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>Why a signature is refused: the texts of the repository's 401 answers, to the letter, and two for what it does not refuse properly.</summary>
public static class SignatureRefusals
{
    public const string AuthorizationMissing = "Authorization header missing.";
    public const string SchemeUnsupported = "Authorization type not supported.";
    public const string ClientIdMissing = "X-Client-Id header missing";
    public const string ClientIdMalformed = "Invalid format for client id, expected UUIDv4 or UUIDv7.";
    public const string TimestampMissing = "X-Request-Timestamp header missing";

    /// <summary>Ours: the repository fails with a 500 here, or lets infinity pass.</summary>
    public const string TimestampMalformed = "Invalid format for request timestamp, expected seconds since 1970.";

    public const string Expired = "Token is expired.";

    /// <summary>Ours: the repository has no bound on the future, so that one signature could be used for ever.</summary>
    public const string FromTheFuture = "Request timestamp is in the future.";

    public const string SignatureInvalid = "Signature is invalid.";

    /// <summary>The text for a robot nobody knows.</summary>
    public static string UnknownRobot(RobotId robot) => $"robot client {robot} does not exist.";
}
