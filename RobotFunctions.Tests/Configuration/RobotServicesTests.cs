using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Keywords;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Configuration;

public sealed class RobotServicesTests
{
    private const string HubKey = "hub_0123456789abcdef";

    private readonly Dictionary<string, string?> _settings = new()
    {
        ["Robot:Id"] = TestRobots.RobotId.ToString(),
        ["Robot:Secret"] = TestRobots.Secret,
        ["Repository:Url"] = "https://repository.example",
    };

    [Fact]
    public void The_least_configuration_is_id_secret_and_url()
    {
        using var services = Build();

        var robot = Assert.Single(services.GetRequiredService<ConfiguredRobots>().All);
        Assert.Equal(TestRobots.RobotId, robot.Id);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        using var services = Build();

        var plan = services.GetRequiredService<RunPlan>();
        Assert.Equal(TimeSpan.FromSeconds(2), plan.CallbackDelay);
        Assert.Equal(TimeSpan.FromHours(6), plan.RetryTimeout);
        Assert.Equal(TimeSpan.FromMinutes(40), plan.RefreshUrlsAfter);
        Assert.True(plan.ReportPermanentErrors);
        Assert.Equal(4, plan.ChunkWindow);
        var robot = services.GetRequiredService<ConfiguredRobots>().All[0].Options;
        Assert.Equal(("toy", "RobotFunctions", "0.1.0", 8, 3), (robot.Enhancer, robot.Source, robot.Version, robot.Concurrency, robot.ReferenceAttempts));
        Assert.Equal((false, 1000, TimeSpan.FromMinutes(10), 2), (robot.Polling.Enabled, robot.Polling.Limit, robot.Polling.Lease, robot.Polling.MaxInFlight));
        var limits = Option<LimitsOptions>(services);
        Assert.Equal((4 << 20, 16 << 20, 1000, 4 << 20), (limits.RequestBytes, limits.LineBytes, limits.ChunkReferences, limits.ChunkBytes));
        Assert.False(Option<StorageOptions>(services).AllowPrivateAddresses);
        Assert.False(Option<IntakeOptions>(services).AcceptsUnsigned);
    }

    [Theory]
    [InlineData("Robot:Id", null, "Robot:Id is missing")]
    [InlineData("Robot:Id", "toy-1", "not a UUID of version 4 or 7")]
    [InlineData("Robot:Id", "9b7d4f0a-3c1e-11ee-be56-0242ac120002", "not a UUID of version 4 or 7")]
    [InlineData("Robot:Secret", null, "Robot:Secret is missing")]
    [InlineData("Robot:Secret", "", "Robot:Secret is missing")]
    [InlineData("Robot:SecondarySecret", "", "Robot:SecondarySecret is empty")]
    [InlineData("Robot:Secret", "@Microsoft.KeyVault(SecretUri=https://kv-robot.vault.azure.net/secrets/robot-secret)", "unresolved Key Vault reference")]
    [InlineData("Robot:SecondarySecret", "@Microsoft.KeyVault(VaultName=kv-robot;SecretName=robot-secret)", "unresolved Key Vault reference")]
    [InlineData("Robot:Concurrency", "0", "The field Robot:Concurrency must be between 1 and 1024.")]
    [InlineData("Robot:Concurrency", "many", "Robot:Concurrency is 'many', which is not a whole number.")]
    [InlineData("Robot:Concurency", "4", "Robot:Concurency is not a setting. Check the spelling; docs/configuration.md lists all settings.")]
    [InlineData("Robot:Entitlements:0", "everything", "'everything'")]
    [InlineData("Robot:Polling:Limit", "20000", "The field Robot:Polling:Limit must be between 1 and 10000.")]
    [InlineData("Robot:Polling:Limits", "20", "Robot:Polling:Limits is not a setting.")]
    [InlineData("Repository:Url", null, "Repository:Url is missing")]
    [InlineData("Repository:Url", "ftp://repository.example", "not an HTTP URL")]
    [InlineData("Repository:Url", "repository", "not an HTTP URL")]
    [InlineData("Repository:Url", "https://user:password@repository.example", "Repository:Url contains a user or password, which would not be sent")]
    [InlineData("Repository:Api", "G3", "set Polling:Enabled")]
    [InlineData("Repository:Timeout", "5m", "Repository:Timeout is '5m', which is not a duration such as 00:00:30")]
    [InlineData("Limits:RequestBytes", "1", "The field Limits:RequestBytes must be between 1024 and 268435456.")]
    [InlineData("Limits:IntakeBytes", "1", "Limits:IntakeBytes must be 1024 or more.")]
    [InlineData("Limits:FileByte", "1", "Limits:FileByte is not a setting.")]
    [InlineData("Storage:KeepFree", "-1", "Storage:KeepFree must be 0 or more.")]
    [InlineData("Storage:AllowedHosts:0", "http://minio.example.org", "Storage:AllowedHosts must contain hosts")]
    [InlineData("Storage:AllowedHosts:0", "minio.example.org:90000", "Storage:AllowedHosts must contain hosts")]
    [InlineData("Storage:AllowedHosts:0", "*", "Storage:AllowedHosts must contain hosts")]
    [InlineData("Intake:Enviroment", "local", "Intake:Enviroment is not a setting.")]
    [InlineData("Http:Timeout", "00:00:01", "Http:Timeout is not a setting.")]
    [InlineData("Polling:Enabled", "maybe", "Polling:Enabled is 'maybe', which is not true or false.")]
    [InlineData("Polling:Lease", "00:00:00", "The field Polling:Lease must be between 00:00:01 and 7.00:00:00.")]
    [InlineData("Hub:Url", "https://hub.example.org", "Hub:Key is missing")]
    [InlineData("Hub:Key", HubKey, "Hub:Url is missing")]
    [InlineData("Hub:URI", "https://hub.example.org", "Hub:URI is not a setting.")]
    [InlineData("Hub:ReportInterval", "00:00:04", "The field Hub:ReportInterval must be between 00:00:05 and 01:00:00.")]
    [InlineData("Hub:ReportInterval", "01:00:01", "The field Hub:ReportInterval must be between 00:00:05 and 01:00:00.")]
    [InlineData("Robot:RegistryId", "robot-1", "Robot:RegistryId is 'robot-1', which is not a UUID")]
    [InlineData("Robot:RegistryId", "0198f0c4-0000-7000-8000-000000000001", "Robot:RegistryId is set, but Hub:Url is missing")]
    public void A_mistake_stops_the_start_with_a_sentence(string key, string? value, string expected)
    {
        _settings[key] = value;
        using var services = Build();

        var exception = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestRobots.Secret, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(HubKey, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub.example.org", HubKey, "Hub:Url is not an HTTP URL")]
    [InlineData("/hub", HubKey, "Hub:Url is not an HTTP URL")]
    [InlineData("ftp://hub.example.org", HubKey, "Hub:Url is not an HTTP URL")]
    [InlineData("https://u:secret-password@hub.example.org", HubKey, "Hub:Url contains a user")]
    [InlineData("https://hub.example.org?api-key=secret-password", HubKey, "Hub:Url contains a user, a query")]
    [InlineData("https://hub.example.org#secret-password", HubKey, "Hub:Url contains a user, a query or a fragment")]
    [InlineData("https://hub.example.org", "secret-password x", "Hub:Key contains a space")]
    [InlineData("https://hub.example.org", "secret-password\r\nX-Header: x", "Hub:Key contains a space")]
    [InlineData("https://hub.example.org", "secret-passw\u00f6rd", "Hub:Key contains a space or a character that is not ASCII")]
    [InlineData("https://hub.example.org", "@Microsoft.KeyVault(SecretUri=https://secret-password.vault.azure.net/)", "Hub:Key is still an unresolved Key Vault reference")]
    public void A_Hub_that_cannot_be_called_stops_the_start_without_showing_a_secret(string url, string key, string expected)
    {
        (_settings["Hub:Url"], _settings["Hub:Key"]) = (url, key);
        using var services = Build();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(HubKey, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-pass", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", "", false)]
    [InlineData("https://hub.example.org", HubKey, true)]
    [InlineData("http://127.0.0.1:8090/below/", HubKey, true)]
    public void A_Hub_is_optional_and_needs_both_settings(string? url, string? key, bool isConfigured)
    {
        (_settings["Hub:Url"], _settings["Hub:Key"]) = (url, key);
        using var services = Build();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(isConfigured, Option<HubClientOptions>(services).IsConfigured);
    }

    [Fact]
    public void A_robot_with_a_Hub_may_have_an_id_in_its_registry_that_no_other_robot_has()
    {
        (_settings["Hub:Url"], _settings["Hub:Key"]) = ("https://hub.example.org", HubKey);
        _settings["Robot:RegistryId"] = "0198f0c4-0000-7000-8000-000000000001";
        using (var one = Build())
        {
            one.GetRequiredService<IStartupValidator>().Validate();
        }

        foreach (var robot in new[] { 0, 1 })
        {
            _settings[$"Robots:{robot}:Id"] = Guid.CreateVersion7().ToString();
            _settings[$"Robots:{robot}:Secret"] = TestRobots.Secret;
            _settings[$"Robots:{robot}:RegistryId"] = _settings["Robot:RegistryId"];
        }

        using var two = Build();
        var exception = Assert.ThrowsAny<Exception>(() => two.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("is there 2 times. Register each robot", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_robots_have_their_own_settings_and_share_what_they_leave_out()
    {
        foreach (var (key, value) in new Dictionary<string, string?>
        {
            ["Polling:Limit"] = "500",
            ["Robots:0:Id"] = "0198c0de-0000-7000-8000-000000000001",
            ["Robots:0:Secret"] = "one",
            ["Robots:1:Id"] = "0198c0de-0000-7000-8000-000000000002",
            ["Robots:1:Secret"] = "two",
            ["Robots:1:Enhancer"] = "keywords",
            ["Robots:1:Polling:Limit"] = "50",
        })
        {
            _settings[key] = value;
        }

        using var services = Build();

        var robots = services.GetRequiredService<ConfiguredRobots>().All;
        Assert.Equal([500, 50], robots.Select(robot => robot.Options.Polling.Limit));
        Assert.Equal(["toy", "keywords"], robots.Select(robot => robot.Options.Enhancer));
    }

    [Theory]
    [InlineData("blobs.example.org")]
    [InlineData("*.example.org")]
    [InlineData("minio")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("::1")]
    public void A_host_may_be_allowed_by_name_pattern_or_address(string host)
    {
        _settings["Storage:AllowedHosts:0"] = host;
        using var services = Build();

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void A_mistake_of_one_robot_among_several_tells_which()
    {
        _settings["Robots:0:Id"] = TestRobots.RobotId.ToString();
        _settings["Robots:0:Secret"] = "x";
        _settings["Robots:1:Id"] = "robot-1";
        using var services = Build();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Collection(
            exception.Failures,
            static secret => Assert.StartsWith("Robots:1:Secret is missing.", secret, StringComparison.Ordinal),
            static id => Assert.StartsWith("Robots:1:Id is 'robot-1'", id, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_robots_of_one_id_are_refused()
    {
        _settings["Robots:0:Id"] = _settings["Robots:1:Id"] = TestRobots.RobotId.ToString();
        _settings["Robots:0:Secret"] = _settings["Robots:1:Secret"] = "x";
        using var services = Build();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("Give each robot its own id", exception.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddLogging()
        .AddRobot(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build())
        .AddKeywords()
        .BuildServiceProvider();

    private static T Option<T>(ServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;
}
