using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary>What the commands of the Hub share: the settings, the workspace, and the Hub's services without its endpoints.</summary>
/// <param name="ReadSettings">Reads the configuration for a command line.</param>
internal sealed record HubCommandContext(Func<ParseResult, IConfigurationRoot> ReadSettings)
{
    /// <summary>The option of the commands that work in a workspace.</summary>
    public Option<string> Workspace { get; } = new("--workspace")
    {
        Description = "The workspace.",
        DefaultValueFactory = static _ => Access.Workspace.DefaultName,
        Recursive = true,
    };

    /// <summary>The Hub's services over the store that the settings name.</summary>
    public ServiceProvider CreateServices(ParseResult parsed) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddHub(ReadSettings(parsed))
        .BuildServiceProvider();

    /// <summary>Runs a command in a workspace of the store, beside a running Hub or without one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">Gets the services and the caller, and returns the exit code.</param>
    /// <param name="cancellation">Cancels the command.</param>
    public Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Caller, Task<int>> work, CancellationToken cancellation) => HubCommand.RunAsync(async () =>
    {
        await using var services = CreateServices(parsed);
        await services.GetRequiredService<StoreMigration>().OpenBesideAsync(cancellation);
        var name = parsed.GetRequiredValue(Workspace);
        return await FindAsync(services, name, cancellation) is { } workspace
            ? await work(services, CommandLineCaller.In(workspace.Id))
            : await RefuseAsync($"There is no workspace '{name}'.");
    });

    /// <summary>Says why a command was not run.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return HubCommand.Usage;
    }

    /// <summary>Asks a question that only <c>yes</c> affirms.</summary>
    public static async Task<bool> ConfirmAsync(string question)
    {
        await Console.Error.WriteAsync($"{question} Only 'yes' does: ");
        return await Console.In.ReadLineAsync() == "yes";
    }

    private static async Task<Workspace?> FindAsync(IServiceProvider services, string name, CancellationToken cancellation)
    {
        await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
        return await store.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Name == name, cancellation);
    }
}
