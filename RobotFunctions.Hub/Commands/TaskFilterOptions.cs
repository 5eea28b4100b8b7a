using System.CommandLine;

namespace RobotFunctions.Hub.Commands;

/// <summary>The options that say which tasks a command reads.</summary>
internal sealed class TaskFilterOptions
{
    private readonly Option<bool> _all = new("--all") { Description = "Also those that are resolved or cancelled." };

    private readonly Option<string?>[] _filters =
    [
        new("--schema") { Description = "Only those of this schema." },
        new("--type") { Description = "Only those of this type." },
        new("--state") { Description = "Only those in this state." },
        new("--assignee") { Description = "Only those assigned so." },
        new("--q") { Description = "Only those with words that begin with the words of this text." },
    ];

    public void AddTo(Command command)
    {
        command.Options.Add(_all);
        foreach (var filter in _filters)
        {
            command.Options.Add(filter);
        }
    }

    /// <summary>The query of the list.</summary>
    public string QueryOf(ParseResult parsed)
    {
        var given = _filters.Where(filter => parsed.GetValue(filter) is not null).Select(filter => $"&{filter.Name[2..]}={Uri.EscapeDataString(parsed.GetValue(filter)!)}");
        return $"resolved={(parsed.GetValue(_all) ? "all" : "un")}{string.Concat(given)}";
    }
}
