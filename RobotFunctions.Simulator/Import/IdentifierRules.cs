using System.Text.RegularExpressions;
using static RobotFunctions.Simulator.Import.Rules;

namespace RobotFunctions.Simulator.Import;

/// <summary>The repository's rules for identifiers: it removes known URL prefixes, then matches a pattern.</summary>
internal static partial class IdentifierRules
{
    // The white space that Python's strip() removes.
    private static readonly char[] WhiteSpace = [.. "\t\n\v\f\r\x1c\x1d\x1e\x1f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"];

    public static Rule Doi { get; } = Stripped(DoiPattern, "must be a DOI", static text => DoiScheme.Replace(DoiUrl.Replace(text.Replace('\u2010', '-').Trim(WhiteSpace), ""), ""));

    public static Rule OpenAlex { get; } = Stripped(OpenAlexPattern, "must be an OpenAlex work", static text => WithoutPrefixes(text, "http://", "https://", "openalex.org/", "explore.openalex.org/", "works/"));

    public static Rule ProQuest { get; } = Stripped(ProQuestPattern, "must be a ProQuest id", static text => WithoutPrefixes(text, "http://", "https://", "search.proquest.com/", "www.proquest.com/", "docview/"));

    public static Rule Eric { get; } = Stripped(EricPattern, "must be an ERIC number", static text =>
    {
        var number = WithoutPrefixes(text, "http://", "https://", "eric.ed.gov/?id=", "files.eric.ed.gov/fulltext/");
        return number.EndsWith(".pdf", StringComparison.Ordinal) ? number[..^4] : number;
    });

    [GeneratedRegex(@"\A10\.\d{4,9}/\S+\z")]
    private static partial Regex DoiPattern { get; }

    [GeneratedRegex(@"\A(https?://)?(dx\.)?doi\.org/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoiUrl { get; }

    [GeneratedRegex(@"\Adoi:\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoiScheme { get; }

    [GeneratedRegex(@"E[D|J][0-9]+\z")]
    private static partial Regex EricPattern { get; }

    [GeneratedRegex(@"[0-9]+\z")]
    private static partial Regex ProQuestPattern { get; }

    [GeneratedRegex(@"\AW\d+\z")]
    private static partial Regex OpenAlexPattern { get; }

    private static Rule Stripped(Regex pattern, string otherwise, Func<string, string> bare) =>
        value => Text(value) ?? Expect(pattern.IsMatch(bare(value.GetString()!).Trim(WhiteSpace)), otherwise);

    private static string WithoutPrefixes(string text, params string[] prefixes) =>
        prefixes.Aggregate(text, static (rest, prefix) => rest.StartsWith(prefix, StringComparison.Ordinal) ? rest[prefix.Length..] : rest);
}
