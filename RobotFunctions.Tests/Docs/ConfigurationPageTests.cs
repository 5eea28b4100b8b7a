using System.Reflection;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

public sealed class ConfigurationPageTests
{
    [Theory]
    [InlineData("Robot", typeof(RobotOptions))]
    [InlineData("Repository", typeof(RepositoryOptions))]
    [InlineData("Polling", typeof(PollingOptions))]
    [InlineData("Intake", typeof(IntakeOptions))]
    [InlineData("Limits", typeof(LimitsOptions))]
    [InlineData("Storage", typeof(StorageOptions))]
    [InlineData("Hub", typeof(HubClientOptions))]
    public void Every_setting_is_described(string section, Type options)
    {
        var page = File.ReadAllText(Checkout.ConfigurationPage);

        var missing = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } || property.PropertyType == typeof(IList<string>))
            .Select(property => $"`{section}:{property.Name}`")
            .Where(setting => !page.Contains(setting, StringComparison.Ordinal));

        Assert.Empty(missing);
    }
}
