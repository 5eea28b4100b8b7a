using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class StoreFailureTests
{
    [PostgresFact]
    public async Task A_request_that_gets_no_connection_to_the_store_is_503_and_told_to_come_again()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres, options: ";Maximum Pool Size=2;Timeout=1");
        await using var hub = await HubApp.StartAsync(StoreKind.Postgres, database: database);
        hub.Client.DefaultRequestHeaders.Add("api-key", await hub.CreateKeyAsync());
        var held = new List<HubStore>();
        var exhausted = await Record.ExceptionAsync(() => HoldConnectionsAsync(hub, held));
        Assert.True(StoreFailures.MayPass(exhausted), $"{exhausted}");

        using var answer = await hub.Client.GetAsync("/api/v1/keys");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("Send the request again", await answer.DetailAsync(), StringComparison.Ordinal);
        foreach (var store in held)
        {
            await store.DisposeAsync();
        }
    }

    // Until there is none left: background tasks of the Hub use some for moments.
    private static async Task HoldConnectionsAsync(HubApp hub, List<HubStore> held)
    {
        var stores = hub.Services.GetRequiredService<IDbContextFactory<HubStore>>();
        while (true)
        {
            held.Add(await stores.CreateDbContextAsync());
            await held[^1].Database.OpenConnectionAsync();
        }
    }
}
