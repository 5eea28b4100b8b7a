using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>What came of verifying a credential.</summary>
internal abstract record CredentialVerdict
{
    private CredentialVerdict()
    {
    }

    /// <summary>It is valid, and belongs to <paramref name="Caller"/>.</summary>
    public sealed record Accepted(Caller Caller) : CredentialVerdict;

    /// <summary>It is not valid; <paramref name="Reason"/> is a sentence for the caller, which does not repeat the credential.</summary>
    public sealed record Rejected(string Reason) : CredentialVerdict;
}
