using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Endpoints;

public sealed class AdminEndpointsTests(EndpointsFixture endpoints) : IClassFixture<EndpointsFixture>
{
    [Theory]
    [InlineData("GET", "/requests/0198c1a2-7b3c-7def-8123-00000000dead")]
    [InlineData("GET", "/requests/nonsense")]
    [InlineData("POST", "/requests/0198c1a2-7b3c-7def-8123-00000000dead/cancel")]
    [InlineData("POST", "/requests/nonsense/cancel")]
    [InlineData("POST", "/requests/0198c1a2-7b3c-7def-8123-00000000dead/redeliver")]
    [InlineData("POST", "/requests/nonsense/redeliver")]
    public async Task What_is_not_there_is_told_in_a_sentence(string method, string path)
    {
        var (status, body, _) = await endpoints.SendWithKeyAsync(new HttpMethod(method), path);

        Assert.Equal(404, status);
        Assert.Contains("There is no ", JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_runs_are_listed_and_can_be_cancelled()
    {
        var id = Guid.NewGuid();
        await endpoints.PushAsync("/batch/", EndpointsFixture.Batch(id));

        var (_, list, _) = await endpoints.GetAsync("/requests/");
        var (status, _, _) = await endpoints.PostAsync($"/requests/{id}/cancel");

        Assert.Contains(JsonDocument.Parse(list).RootElement.EnumerateArray(), run => run.GetProperty("id").GetGuid() == id);
        Assert.Equal(202, status);
    }

    [Fact]
    public async Task A_dead_letter_that_still_cannot_be_delivered_stays()
    {
        var letter = new DeadLetter
        {
            Batch = TestRobots.Batch() with { Id = new(Guid.NewGuid()) },
            Body = "{}",
            Path = "v1/",
            Reason = "The repository was away.",
            Uncertain = false,
            At = FakeTimeProvider.DefaultStart,
        };
        var file = Path.Combine(endpoints.Store, "dead-letters", $"{letter.Batch.Id}.json");
        DurableFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(letter, Core.DeadLetters.DeadLetterJsonContext.Default.DeadLetter));

        var (status, body, _) = await endpoints.PostAsync($"/requests/{letter.Batch.Id}/redeliver");

        Assert.Equal(502, status);
        Assert.Contains("could not be reached", body, StringComparison.OrdinalIgnoreCase);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_this_machine_is_trusted(string address, bool trusted)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);

        Assert.Equal(trusted, PushEndpoints.IsLoopback(context));
    }

    [Fact]
    public void A_call_from_nowhere_is_not_trusted() => Assert.False(PushEndpoints.IsLoopback(new DefaultHttpContext()));
}
