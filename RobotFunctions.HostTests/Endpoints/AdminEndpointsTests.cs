using System.Net;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using RobotFunctions.AzureFunctions.Endpoints;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.HostTests.Fakes;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Endpoints;

[Collection(AzuriteTestGroup.Name)]
public sealed class AdminEndpointsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TaskCompletionSource _mayDownload = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AppWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        _world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(_mayDownload.Task));
    }

    public async Task DisposeAsync()
    {
        _mayDownload.TrySetResult();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Runs_are_listed_and_one_is_shown_with_its_progress()
    {
        var request = await _world.PushAsync(5);

        var listed = JsonElement.Parse(await _world.Http.GetStringAsync("/requests/")).EnumerateArray().Single();
        var shown = JsonElement.Parse(await _world.Http.GetStringAsync($"/requests/{request.Id}"));

        Assert.Equal(request.Id.ToString(), listed.GetProperty("id").GetString());
        Assert.Equal(request.Id.ToString(), shown.GetProperty("id").GetString());
        Assert.False(shown.TryGetProperty("outcome", out _));
    }

    [Fact]
    public async Task A_cancelled_run_tells_the_repository_and_cannot_be_cancelled_again()
    {
        var request = await _world.PushAsync(5);

        Assert.Equal(HttpStatusCode.Accepted, (await _world.Http.PostAsync($"/requests/{request.Id}/cancel", null)).StatusCode);
        _mayDownload.SetResult();

        Assert.Equal(RunEnd.ErrorDelivered, (await _world.EndOfAsync(request.Id)).End);
        Assert.Contains("cancel", request.Error!, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Http.PostAsync($"/requests/{request.Id}/cancel", null)).StatusCode);
    }

    [Fact]
    public async Task An_engine_that_is_away_is_a_503_with_a_sentence()
    {
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var away = new GrpcDurableTaskClient("away", new GrpcDurableTaskClientOptions { Channel = channel }, NullLogger<GrpcDurableTaskClient>.Instance);
        var (endpoints, request) = (_world.Get<RunEndpoints>(), new HostRequest(new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("127.0.0.1") } }));

        Assert.All(
            [
                await endpoints.ListAsync(request, away, default),
                await endpoints.FindAsync(request, $"{TestRobots.BatchId}", away, default),
                await endpoints.CancelAsync(request, $"{TestRobots.BatchId}", away, default),
            ],
            static answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
    }

    [Fact]
    public async Task A_store_that_is_away_is_a_503_with_a_sentence()
    {
        var letters = new Mock<IDeadLetters>();
        letters.Setup(away => away.TryClaimAsync(It.IsAny<BatchId>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("The storage account could not be reached, or did not answer in time."));
        await using var durable = await TestApp.StartAsync(azurite, _world.Repository.Url, services => services.AddSingleton(letters.Object));
        await using var endpoints = await AppEndpoints.StartAsync(durable);

        using var answer = await _world.Http.PostAsync(new Uri(endpoints.Url, $"/requests/{TestRobots.BatchId}/redeliver"), null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("could not be reached", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/requests/nobody")]
    [InlineData("GET", "/requests/0198c1a2-7b3c-7def-8123-456789abcdee")]
    [InlineData("POST", "/requests/0198c1a2-7b3c-7def-8123-456789abcdee/cancel")]
    [InlineData("POST", "/requests/nobody/redeliver")]
    public async Task What_is_not_there_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, (await _world.Http.SendAsync(request)).StatusCode);
    }
}
