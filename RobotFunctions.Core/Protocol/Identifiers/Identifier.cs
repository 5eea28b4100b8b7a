using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>An identifier of a reference: an <see cref="ExternalIdentifier"/>, or the repository's own id (<see cref="RepositoryIdentifier"/>).</summary>
[JsonConverter(typeof(IdentifierJsonConverter))]
public abstract record Identifier
{
    private protected Identifier()
    {
    }

    /// <summary>What the repository would reject; null if the identifier is valid.</summary>
    internal abstract string? FindProblem();

    internal abstract void WriteTo(WireJson json);
}

/// <summary>The repository's own id of a reference; used only where references are associated.</summary>
/// <param name="Id">The id.</param>
public sealed record RepositoryIdentifier(ReferenceId Id) : Identifier
{
    internal override string? FindProblem() =>
        WireUuid.IsAccepted(Id.Value) ? null : $"{Id} is not a UUID of version 4 or 7";

    internal override void WriteTo(WireJson json) => json.Id(Id.Value);
}
