using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Commands;

/// <summary>Where the commands read their configuration: <c>appsettings.json</c> of the current folder, then the environment, then what a command adds.</summary>
internal static class Settings
{
    public static IConfigurationRoot Read(IReadOnlyDictionary<string, string?>? defaults = null, IReadOnlyDictionary<string, string?>? overrides = null) =>
        new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddInMemoryCollection(defaults ?? new Dictionary<string, string?>())
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>())
            .AddToyRobotVariables()
            .Build();
}
