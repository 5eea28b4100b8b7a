using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Commands;

/// <summary>
/// The configuration of the commands: <c>appsettings.json</c>, or the file of <c>--config</c>, and <c>.env</c> in the current folder, then the environment, then
/// the overrides of a command.
/// </summary>
internal static class Settings
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read; the message names it and says what to do, but contains no value.</exception>
    public static IConfigurationRoot Read(
        GlobalOptions options,
        IReadOnlyDictionary<string, string?>? defaults = null,
        IReadOnlyDictionary<string, string?>? overrides = null) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(defaults ?? new Dictionary<string, string?>())
            .AddInMemoryCollection(SettingsFile.Read(options.ConfigFile))
            .AddEnvironmentFile(Directory.GetCurrentDirectory())
            .AddEnvironmentVariables()
            .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>())
            .AddToyRobotVariables()
            .Build();
}
