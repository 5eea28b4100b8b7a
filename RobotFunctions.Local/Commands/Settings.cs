using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Commands;

/// <summary>The configuration of the commands: <c>appsettings.json</c> and <c>.env</c> in the current folder, then the environment, then the overrides of a command.</summary>
internal static class Settings
{
    public static IConfigurationRoot Read(IReadOnlyDictionary<string, string?>? defaults = null, IReadOnlyDictionary<string, string?>? overrides = null) =>
        new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddInMemoryCollection(defaults ?? new Dictionary<string, string?>())
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentFile(Directory.GetCurrentDirectory())
            .AddEnvironmentVariables()
            .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>())
            .AddToyRobotVariables()
            .Build();
}
