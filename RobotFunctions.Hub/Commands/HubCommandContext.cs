using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;

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
}
