using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Tests.Docs;

/// <summary>Writes the page of the commands from the commands.</summary>
internal static class CommandLinePage
{
    public static string Write(RootCommand root)
    {
        var page = new StringBuilder("""
            # The command line

            *Reference: every command and option of the program robot.*

            This page is generated: `UPDATE_PAGES=1 dotnet test RobotFunctions.Tests --filter CommandLinePage` writes it. `robot COMMAND --help` shows the same, and `robot --version` the version.
            Exit codes: 0 success, 1 the work did not succeed, 2 it could not start (standard error says why), 130 interrupted. The first Ctrl+C asks a command to stop, a second one ends it at once.

            ## Options of every command


            """.ReplaceLineEndings("\n"));
        Options(page, root.Options.Where(static option => option.Recursive && option is not HelpOption));
        page.Append("""

            ## Shell completion

            The program completes commands and options by itself. For bash, put this into `~/.bashrc`:

            ```bash
            _robot() { local IFS=$'\n'; COMPREPLY=($(robot "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)); }
            complete -F _robot robot
            ```

            """.ReplaceLineEndings("\n"));
        foreach (var command in root.Subcommands)
        {
            Command(page, command, "robot", depth: 2);
        }

        return page.ToString();
    }

    private static void Command(StringBuilder page, Command command, string parent, int depth)
    {
        if (command.Hidden)
        {
            return;
        }

        var name = $"{parent} {command.Name}";
        page.Append(CultureInfo.InvariantCulture, $"\n{new string('#', Math.Min(depth, 4))} {name}\n\n{Escape(command.Description)}\n");
        if (command.Arguments.Count > 0)
        {
            page.Append("\n| argument | what it is |\n|---|---|\n");
            foreach (var argument in command.Arguments)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{argument.Name}` | {Escape(argument.Description)} |\n");
            }
        }

        var options = command.Options.Where(static option => option is not (HelpOption or VersionOption) && !option.Hidden).ToList();
        if (options.Count > 0)
        {
            page.Append('\n');
            Options(page, options);
        }

        if (command.Options.OfType<HelpOption>().Select(static help => help.Action).OfType<DetailedHelp>().FirstOrDefault() is { } help)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n```text\n{help.Details.ReplaceLineEndings("\n").TrimEnd()}\n```\n");
        }

        foreach (var child in command.Subcommands)
        {
            Command(page, child, name, depth + 1);
        }
    }

    private static void Options(StringBuilder page, IEnumerable<Option> options)
    {
        page.Append("| option | what it does | default |\n|---|---|---|\n");
        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(static name => $"`{name}`"));
            page.Append(CultureInfo.InvariantCulture, $"| {names} | {Escape(option.Description)} | {Default(option)} |\n");
        }
    }

    private static string Default(Option option) => option is { HasDefaultValue: true } && option.ValueType != typeof(bool)
        ? option.GetDefaultValue() switch
        {
            null or "" => "",
            string text => $"`{text}`",
            System.Collections.IEnumerable several => string.Join(", ", several.Cast<object>()),
            var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        }
        : "";

    private static string Escape(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
