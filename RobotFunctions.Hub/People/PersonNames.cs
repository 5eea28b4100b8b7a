using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>How people's names and addresses are checked and compared.</summary>
internal sealed class PersonNames : ILookupNormalizer
{
    public const int MaxLength = 100;
    public const int MaxEmail = 254;

    /// <summary>The longest form for comparing: a character decomposes into at most four.</summary>
    public const int MaxKeyLength = MaxLength * 4;

    /// <summary>What is wrong with a name: a sentence; null if nothing is.</summary>
    public static string? Problem(string? name) =>
        name is not { Length: > 0 and <= MaxLength } || !name.EnumerateRunes().All(IsAllowed) || !name.EnumerateRunes().Any(Rune.IsLetterOrDigit)
            ? $"A name has 1 to {MaxLength} letters and digits, and may have . _ - @ + between them."
            : null;

    /// <summary>What is wrong with an e-mail address: a sentence; null if nothing is, or there is none.</summary>
    public static string? EmailProblem(string? email) =>
        email is null || (email.Length <= MaxEmail && !email.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == email.LastIndexOf('@') && at < email.Length - 1)
            ? null
            : "The e-mail address is not valid. Write it as NAME@HOST, or leave it out.";

    /// <inheritdoc/>
    public string? NormalizeName(string? name) => name is null ? null : NameKey.Of(name);

    /// <inheritdoc/>
    public string? NormalizeEmail(string? email) => email is null ? null : NameKey.Of(email);

    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune) || IsMark(rune) || rune.Value is '.' or '_' or '-' or '@' or '+';

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
