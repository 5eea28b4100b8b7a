using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>Why a signature is rejected: the exact texts of the repository's 401 responses, and two of our own for cases it does not reject properly.</summary>
public static class SignatureRefusals
{
    public const string AuthorizationMissing = "Authorization header missing.";
    public const string SchemeUnsupported = "Authorization type not supported.";
    public const string ClientIdMissing = "X-Client-Id header missing";
    public const string ClientIdMalformed = "Invalid format for client id, expected UUIDv4 or UUIDv7.";
    public const string TimestampMissing = "X-Request-Timestamp header missing";

    /// <summary>Our own text: the repository fails with a 500 here, or accepts infinity.</summary>
    public const string TimestampMalformed = "Invalid format for request timestamp, expected seconds since 1970.";

    public const string Expired = "Token is expired.";

    /// <summary>Our own text: the repository has no limit for the future, so a signature could be valid indefinitely.</summary>
    public const string FromTheFuture = "Request timestamp is in the future.";

    public const string SignatureInvalid = "Signature is invalid.";

    /// <summary>The text for an unknown robot.</summary>
    public static string UnknownRobot(RobotId robot) => $"robot client {robot} does not exist.";
}
