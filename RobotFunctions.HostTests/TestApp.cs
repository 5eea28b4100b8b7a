using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.AzureFunctions.Configuration;
using RobotFunctions.Core;
using RobotFunctions.HostTests.Engine;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests;

/// <summary>The whole app as Program composes it, on the in-process engine and the storage emulator.</summary>
internal static class TestApp
{
    /// <summary>The account, as <c>AzureWebJobsStorage</c> has it.</summary>
    public static async Task<string> ConnectionAsync(AzuriteFixture azurite) =>
        $"DefaultEndpointsProtocol=http;AccountName={azurite.Account.Name};AccountKey={azurite.Account.Key};"
        + $"BlobEndpoint={azurite.BlobUrl};QueueEndpoint={await azurite.StartAsync(AzuriteService.Queue)}";

    /// <summary>Starts the app with the robot of <see cref="TestRobots"/>.</summary>
    /// <param name="azurite">The storage emulator.</param>
    /// <param name="repository">The repository's URL.</param>
    /// <param name="replace">Services that take the place of the app's own.</param>
    /// <param name="settings">Settings beside the usual.</param>
    public static async Task<DurableHost> StartAsync(
        AzuriteFixture azurite,
        Uri repository,
        Action<IServiceCollection>? replace = null,
        params (string Name, string Value)[] settings)
    {
        var configuration = Configuration(await ConnectionAsync(azurite), repository, settings);
        return await DurableHost.StartAsync(services =>
        {
            services.AddRobot(configuration).AddFunctionApp(configuration);
            replace?.Invoke(services);
        });
    }

    private static IConfiguration Configuration(string connection, Uri repository, (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connection,
            ["Robot:Id"] = TestRobots.RobotId.ToString(),
            ["Robot:Secret"] = TestRobots.Secret,
            ["Repository:Url"] = repository.ToString(),
            ["Repository:CallbackDelay"] = "00:00:00",
            ["Storage:AllowedHosts:0"] = "127.0.0.1",
            ["Storage:AllowHttp"] = "true",
            ["Storage:AllowPrivateAddresses"] = "true",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }
}
