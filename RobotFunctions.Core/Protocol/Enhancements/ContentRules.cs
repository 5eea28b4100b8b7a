namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// Rules that several kinds of content share. Each returns null, or the field and what is wrong with it. Text is checked as it will be written, without
/// what the repository cannot store.
/// </summary>
internal static class ContentRules
{
    public static string? Present(string field, string? text) => text is null ? $"{field} is missing" : null;

    public static string? Word<T>(string field, T word)
        where T : struct, IOpenVocabulary<T> =>
        word.IsKnown ? null : $"{field} is {(word.Value is { } value ? $"\"{value}\", which is not one of the repository's values" : "missing")}";

    public static string? Scheme(string field, string? scheme) =>
        scheme is null || StorableText.From(scheme).IsEmpty ? $"{field} is missing"
        : scheme.Contains('/') ? $"{field} \"{scheme}\" contains a slash, which the repository does not allow"
        : null;

    public static string? Finite(string field, double? number) =>
        number is { } value && !double.IsFinite(value) ? $"{field} is not a finite number" : null;

    public static string? ByteSize(string field, long? bytes) => bytes switch
    {
        < 0 => $"{field} is negative",
        > 1L << 30 => $"{field} is more than 1 GiB, the most that the repository fetches",
        _ => null,
    };

    public static string? Sha256(string field, string? checksum) =>
        checksum is null || (StorableText.From(checksum) is { Length: 64 } digits && !digits.ContainsAnyExcept(HexDigits))
            ? null
            : $"{field} is not 64 hexadecimal digits";

    public static string? Url(string field, string? url) => url is null ? $"{field} is missing" : UrlOrNothing(field, url);

    public static string? UrlOrNothing(string field, string? url) =>
        url is null || HttpUrl.IsAccepted(url) ? null : $"{field} is not an absolute http or https URL of at most {HttpUrl.LongestBytes} bytes";

    public static string? NotEmpty<T>(string field, IReadOnlyList<T>? list) => list is { Count: > 0 } ? null : $"{field} has no entry";

    /// <summary>The first problem of a list's entries; null if there is no list.</summary>
    public static string? Each<T>(string field, IReadOnlyList<T>? list, Func<T, string?> findProblem)
        where T : class
    {
        for (var i = 0; i < list?.Count; i++)
        {
            var problem = list[i] is { } entry ? findProblem(entry) : "there is nothing";
            if (problem is not null)
            {
                return $"{field}[{i}]: {problem}";
            }
        }

        return null;
    }

    /// <summary>The problem of a nested part, prefixed with its field.</summary>
    public static string? Within(string field, string? problem) => problem is null ? null : $"{field}: {problem}";

    private static ReadOnlySpan<char> HexDigits => "0123456789abcdefABCDEF";
}
