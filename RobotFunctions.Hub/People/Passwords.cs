namespace RobotFunctions.Hub.People;

/// <summary>The rule for passwords: length, and nothing else, as NIST SP 800-63B advises.</summary>
internal static class Passwords
{
    public const int MinLength = 12;

    /// <summary>The longest that is accepted; passphrases and generators stay far below.</summary>
    public const int MaxLength = 500;

    /// <summary>The rule as a sentence.</summary>
    public const string Rule = "A password has 12 to 500 characters. Any will do: a few words are easy to remember and hard to guess.";

    /// <summary>What is wrong with a password that a person chose: a sentence; null if nothing is.</summary>
    public static string? Problem(string? password, string? name) => password switch
    {
        not { Length: >= MinLength and <= MaxLength } => Rule,
        _ when name is { Length: > 0 } && password.Contains(name, StringComparison.OrdinalIgnoreCase) => "A password must not contain the name: it is what attackers try first.",
        _ => null,
    };
}
