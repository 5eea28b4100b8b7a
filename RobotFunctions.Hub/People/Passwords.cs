namespace RobotFunctions.Hub.People;

/// <summary>The rule for passwords, as NIST SP 800-63B-4 (3.1.1.2) advises: length, no kinds of characters that it must have, and nothing that attackers try first.</summary>
internal static class Passwords
{
    public const int MinLength = 12;

    /// <summary>The longest that is accepted; passphrases and generators stay far below.</summary>
    public const int MaxLength = 500;

    /// <summary>The rule as a sentence.</summary>
    public const string Rule = "A password has 12 to 500 characters. Any will do that are not easy to guess: a few words are easy to remember and hard to guess.";

    // What must be left of a password without the words: fewer are a number, a year or an exclamation mark beside them.
    private const int MinDistinct = 5;

    // Shorter names are in many good passwords by chance.
    private const int MinName = 4;

    // The words and rows of keys that most passwords of breaches are made of (our own choice), and the name of the product. Longer ones first, because they contain others.
    private static readonly string[] Usual =
    [
        .. new[]
        {
            "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "qwerty", "qwertz", "azerty", "asdf", "zxcv", "1q2w3e4r5t6y", "1q2w3e4r", "1qaz2wsx3edc",
            "1qaz2wsx", "01234567890", "1234567890", "123456789", "12345678", "1234567", "123456", "12345", "1234", "123", "9876543210", "987654321", "654321", "54321", "4321", "321", "abcdef", "abcd", "abc",
            "robotfunctions", "robot", "hub", "password", "passwort", "passphrase", "passw0rd", "p@ssw0rd", "p@ssword", "administrator", "admin", "login", "access", "default", "secret", "changeme", "welcome",
            "letmein", "iloveyou", "trustno1", "whatever", "monkey", "dragon", "master", "shadow", "superman", "princess", "sunshine", "football", "baseball", "starwars", "spring", "summer", "autumn", "winter",
        }.OrderByDescending(static word => word.Length),
    ];

    /// <summary>What is wrong with a password that a person chose: a sentence; null if nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="name">The name of the person.</param>
    /// <param name="email">The e-mail address of the person; null for none.</param>
    public static string? Problem(string? password, string name, string? email)
    {
        if (password is not { Length: >= MinLength and <= MaxLength })
        {
            return Rule;
        }

        if (Contains(password, name) || Contains(password, email?.Split('@')[0]))
        {
            return "A password must not contain the name or the e-mail address: they are what attackers try first.";
        }

        var rest = Usual.Aggregate(password, static (rest, word) => rest.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest.ToUpperInvariant().Distinct().Count() < MinDistinct
            ? "This password is easy to guess: it is little more than words, rows of keys or repetitions that everybody uses. Use a few words that do not belong together."
            : null;
    }

    private static bool Contains(string password, string? name) => name is { Length: >= MinName } && password.Contains(name, StringComparison.OrdinalIgnoreCase);
}
