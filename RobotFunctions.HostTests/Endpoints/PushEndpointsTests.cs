using System.Net;
using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Endpoints;

[Collection(AzuriteTestGroup.Name)]
public sealed class PushEndpointsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private AppWorld _world = null!;

    public async Task InitializeAsync() => _world = await AppWorld.StartAsync(azurite, ApiGeneration.G15, ("Limits:RequestBytes", "4096"));

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task A_signed_request_is_accepted_with_the_url_of_its_status()
    {
        var id = Guid.NewGuid();

        var answer = await PushAsync("/batch/", Batch(id));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var status = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("status_url").GetString();
        Assert.Equal(new Uri(_world.Endpoints.Url, $"/requests/{id}").ToString(), status);
        Assert.Equal(id, JsonElement.Parse(await _world.Http.GetStringAsync(status)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Another_request_under_the_id_of_an_open_one_is_refused()
    {
        var id = Guid.NewGuid();
        await PushAsync("/batch/", Batch(id));

        await RefusedAsync(409, "is being worked on", PushAsync("/batch/", Batch(id, "others")));
    }

    [Fact]
    public Task A_request_without_a_signature_gets_the_repository_s_own_text() =>
        RefusedAsync(401, "Authorization header missing.", PushAsync("/batch/", Batch(Guid.NewGuid()), static headers => headers.Clear()));

    [Fact]
    public Task A_body_that_was_changed_is_refused() =>
        RefusedAsync(401, "Signature is invalid.", PushAsync("/batch/", Batch(Guid.NewGuid()), sent: Batch(Guid.NewGuid())));

    [Fact]
    public Task A_header_that_is_there_twice_is_none() => RefusedAsync(401, "Invalid format for client id", PushAsync(
        "/batch/",
        Batch(Guid.NewGuid()),
        static headers => headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, "9fa8b9bd-12b1-4450-8ffb-712face23390")));

    [Theory]
    [InlineData("/batch/")]
    [InlineData("/single/")]
    public Task A_body_over_the_limit_is_refused_before_its_signature_is_looked_at(string path) =>
        RefusedAsync(413, "Limits:RequestBytes", PushAsync(path, new string(' ', 4097), static headers => headers.Clear()));

    [Theory]
    [InlineData("{", 400)]
    [InlineData("{}", 422)]
    public Task A_body_that_cannot_be_taken_is_refused_with_a_sentence(string body, int status) => RefusedAsync(status, "", PushAsync("/batch/", body));

    [Fact]
    public async Task The_app_says_that_it_runs_and_that_it_could_work()
    {
        Assert.Equal("ok", await _world.Http.GetStringAsync("/health"));
        Assert.True(JsonElement.Parse(await _world.Http.GetStringAsync("/ready")).GetProperty("ready").GetBoolean());
    }

    private static string Batch(Guid id, string file = "references") =>
        $$"""{"id":"{{id}}","reference_storage_url":"http://127.0.0.1:9/{{file}}?sig=hidden","result_storage_url":"http://127.0.0.1:9/results?sig=hidden","extra_fields":null}""";

    private async Task<HttpResponseMessage> PushAsync(
        string path, string body, Action<System.Net.Http.Headers.HttpRequestHeaders>? spoil = null, string? sent = null)
    {
        var signature = new RequestSigner(TimeProvider.System).Sign(TestRobots.Robot().Identity, Encoding.UTF8.GetBytes(body));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(sent ?? body) };
        request.Headers.TryAddWithoutValidation(SignatureHeaders.AuthorizationName, signature.Authorization);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, signature.ClientId);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.TimestampName, signature.Timestamp);
        spoil?.Invoke(request.Headers);
        return await _world.Http.SendAsync(request);
    }

    private static async Task RefusedAsync(int status, string detail, Task<HttpResponseMessage> push)
    {
        using var answer = await push;
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(detail, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }
}
