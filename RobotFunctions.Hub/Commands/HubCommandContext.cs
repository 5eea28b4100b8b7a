using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary>What the commands of the Hub share: the settings, and the Hub's services without its endpoints.</summary>
/// <param name="ReadSettings">Reads the configuration for a command line.</param>
internal sealed record HubCommandContext(Func<ParseResult, IConfigurationRoot> ReadSettings)
{
    /// <summary>The Hub's services over the store that the settings name.</summary>
    public ServiceProvider CreateServices(ParseResult parsed) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddHub(ReadSettings(parsed))
        .BuildServiceProvider();

    /// <summary>Runs a command on the store, beside a running Hub or without one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">Gets the services and the caller, and returns the exit code.</param>
    /// <param name="cancellation">Cancels the command.</param>
    public Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Caller, Task<int>> work, CancellationToken cancellation) => HubCommand.RunAsync(async () =>
    {
        await using var services = CreateServices(parsed);
        await services.GetRequiredService<StoreMigration>().OpenBesideAsync(cancellation);
        return await work(services, CommandLineCaller.In(Workspace.DefaultId));
    });
}
