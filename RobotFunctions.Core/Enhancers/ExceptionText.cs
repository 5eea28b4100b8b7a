using System.Text.RegularExpressions;

namespace RobotFunctions.Core.Enhancers;

/// <summary>Formats exceptions of an author's code for the log, even if their own text throws.</summary>
internal static partial class ExceptionText
{
    /// <summary>The exception with its stack trace, without <paramref name="secrets"/> and the queries of URLs; only its type if its text throws.</summary>
    public static string Of(Exception exception, params IEnumerable<string?> secrets)
    {
        try
        {
            var text = UrlQuery().Replace(exception.ToString(), "$1?***");
            return secrets.Where(static secret => secret is { Length: > 0 }).Aggregate(text, static (text, secret) => text.Replace(secret!, "***", StringComparison.Ordinal));
        }
#pragma warning disable CA1031 // The boundary to an author's code: an exception that cannot be formatted must not hide the failure.
        catch (Exception)
#pragma warning restore CA1031
        {
            return exception.GetType().ToString();
        }
    }

    [GeneratedRegex(@"(https?://[^\s?""'<>]+)\?[^\s""'<>]+", RegexOptions.IgnoreCase)]
    private static partial Regex UrlQuery();
}
