using System.Net;
using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
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
