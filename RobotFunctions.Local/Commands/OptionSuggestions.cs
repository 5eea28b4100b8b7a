using System.CommandLine;
using System.CommandLine.Parsing;

namespace RobotFunctions.Local.Commands;

/// <summary>Suggests options for abbreviations of their names, such as <c>--refs</c> for <c>--references</c>. The framework suggests them for typing errors.</summary>
internal static class OptionSuggestions
{
    // The framework suggests names at this edit distance or a shorter one.
    private const int TypingErrors = 3;

    /// <summary>One sentence for each option of the command line that can be an abbreviation.</summary>
    public static IEnumerable<string> For(ParseResult parsed)
    {
        var names = Options(parsed.CommandResult).Where(static option => !option.Hidden).Select(static option => option.Name).Distinct().ToList();
        return
            from token in parsed.UnmatchedTokens
            let typed = token.Split('=')[0]
            where typed.Length > 3 && typed.StartsWith("--", StringComparison.Ordinal)
            let fitting = names.FindAll(name => name.Length - typed.Length > TypingErrors && Abbreviates(typed, name))
            where fitting.Count > 0
            select $"{typed} is not an option. Did you mean {string.Join(" or ", fitting)}?";
    }

    private static IEnumerable<Option> Options(CommandResult command) => command.Command.Options
        .Concat(command.Parent is CommandResult parent ? Options(parent).Where(static option => option.Recursive) : []);

    private static bool Abbreviates(string typed, string name)
    {
        var matched = 0;
        foreach (var letter in name)
        {
            if (matched < typed.Length && letter == typed[matched])
            {
                matched++;
            }
        }

        return matched == typed.Length;
    }
}
