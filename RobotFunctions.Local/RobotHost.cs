using System.CommandLine;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Local;

/// <summary>
/// The entry point of a robot on one machine: a one-line <c>Main</c> gets the whole command line (<c>demo</c>, <c>enhance</c>, <c>check</c>, <c>serve</c>,
/// <c>poll</c>, ...) with a team's own enhancers.
/// </summary>
public static class RobotHost
{
    /// <summary>Runs the command that <paramref name="args"/> name.</summary>
    /// <param name="args">The command line arguments. Without arguments, the help is shown.</param>
    /// <param name="services">
    /// Adds the team's enhancers (<see cref="EnhancerServices.AddEnhancer"/>) and what they need. It runs in every command that enhances, after the robot's own
    /// services were added.
    /// </param>
    /// <returns>
    /// The exit code: 0 success, 1 the work did not succeed, 2 it could not start (standard error says why), 130 interrupted.
    /// </returns>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection>? services = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        return RunAsync(args, services, []);
    }

    /// <summary>Runs the command that <paramref name="args"/> name; the program <c>robot</c> adds those of the Hub.</summary>
    internal static Task<int> RunAsync(string[] args, Action<IServiceCollection>? services, params IReadOnlyList<Command> more) =>
        RobotCommand.Create(TimeProvider.System, services ?? (static _ => { }), more).RunAsync(args);

    /// <summary>Reads the configuration of a command, with what its command line sets.</summary>
    internal static IConfigurationRoot ReadSettings(ParseResult parsed, IReadOnlyDictionary<string, string?> overrides) =>
        Settings.Read(GlobalOptions.Of(parsed), overrides: new Dictionary<string, string?>(overrides.Concat(LogSettings.Overrides(GlobalOptions.Of(parsed)))));
}
