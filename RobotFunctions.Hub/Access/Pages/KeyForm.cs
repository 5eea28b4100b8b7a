using System.Globalization;

namespace RobotFunctions.Hub.Access.Pages;

/// <summary>The form that creates an API key, as it was typed.</summary>
/// <param name="Name">The name.</param>
/// <param name="Scopes">The scopes that are ticked.</param>
/// <param name="Days">After how many days the key expires; empty is never.</param>
public sealed record KeyForm(string Name, IReadOnlyList<string> Scopes, string Days)
{
    /// <summary>The form as it is shown first.</summary>
    internal static readonly KeyForm New = new("", [], "90");

    /// <summary>The lifetimes that are offered, in days.</summary>
    internal static readonly IReadOnlyList<int> Lifetimes = [7, 30, 90, 365];

    internal static KeyForm Read(IFormCollection form) => new(form["name"].ToString().Trim(), [.. form["scopes"].OfType<string>()], form["days"].ToString());

    /// <summary>What is asked for. A lifetime that is not offered is refused as one that has passed.</summary>
    internal CreateKeyRequest ToRequest(DateTimeOffset now) => new(
        Name,
        Scopes,
        Days.Length == 0 ? null : int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Lifetimes.Contains(days) ? now.AddDays(days) : now);
}
