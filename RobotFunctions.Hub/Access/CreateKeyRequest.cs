using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>The body of <c>POST /api/v1/keys</c>.</summary>
/// <param name="Name">What a person calls the key: 1 to 200 characters.</param>
/// <param name="Scopes">What it may do: at least one scope.</param>
/// <param name="ExpiresAt">When it stops working; absent is never.</param>
internal sealed record CreateKeyRequest(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null)
{
    private const int MaxName = 200;

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public FieldProblem? Problem(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName || Name.Any(char.IsControl))
        {
            return new("name", $"The name must have 1 to {MaxName} characters, without line breaks or other control characters.");
        }

        if (Scopes.Count == 0)
        {
            return new("scopes", $"A key needs at least one scope. These are: {string.Join(", ", Access.Scopes.All)}.");
        }

        return Scopes.FirstOrDefault(static scope => !Access.Scopes.Exists(scope)) is { } unknown
            ? new("scopes", $"There is no scope '{unknown}'. These are: {string.Join(", ", Access.Scopes.All)}.")
            : ExpiresAt <= now ? new("expires_at", "The time of expiry has passed. Choose one in the future.") : null;
    }
}
