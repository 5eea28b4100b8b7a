using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Enhancers.Http;

public sealed class HttpEnhancerTests : IDisposable
{
    private const string Abstract = """{"enhancement_type":"abstract","process":"other","abstract":"x"}""";

    private readonly RecordingHandler _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task The_reference_is_posted_as_it_came_with_what_else_was_asked()
    {
        _model.Answer(200, $$"""{"content":{{Abstract}},"took":5}""");
        var reference = new Reference("""{"id":"3a533776-c9ad-4aac-a089-d654d509490c","new":[1.50,"\u00e9 🤖"]}"""u8.ToArray(), default);

        var outcome = await Enhancer().EnhanceAsync(reference, References.Context(JsonElement.Parse("""{"toy":"Woody"}""")), CancellationToken.None);

        Assert.Equal("x", Assert.IsType<AbstractContent>(outcome.Content).Abstract);
        var call = Assert.Single(_model.Calls);
        Assert.Equal(HttpMethod.Post, call.Method);
        Assert.Equal("https://model.example.org/enhance?code=k", call.Url.ToString());
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.Equal("Bearer secret", call.Headers["Authorization"]);
        Assert.Equal("""{"reference":{"id":"3a533776-c9ad-4aac-a089-d654d509490c","new":[1.50,"\u00e9 🤖"]},"extra_fields":{"toy":"Woody"},"robot_version":"1.2.3"}""", call.Text);
    }

    [Theory]
    [InlineData(401, """{"error":"Unauthorized"}""", "Http:Headers")]
    [InlineData(403, "", "Http:Headers")]
    [InlineData(407, "", "Http:Headers")]
    [InlineData(404, "not here", "Http:Url")]
    [InlineData(405, "", "Http:Url")]
    [InlineData(302, "", "Http:Url")]
    [InlineData(307, "", "Http:Url")]
    public async Task What_a_wrong_setting_may_explain_is_said_to_be_one(int status, string answer, string setting)
    {
        _model.Answer(status, answer);

        var problem = await Assert.ThrowsAsync<MisconfiguredException>(() => EnhanceAsync().AsTask());

        Assert.Contains(setting, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_extra_fields_there_is_an_explicit_null()
    {
        _model.Answer(200, """{"error":"x"}""");

        await EnhanceAsync();

        Assert.EndsWith(""","extra_fields":null,"robot_version":"1.2.3"}""", _model.Calls[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"error":"There is no abstract.","content":null}""", "There is no abstract.")]
    [InlineData(200, """{}""", "The model's answer has neither content nor an error.")]
    [InlineData(200, """null""", "The model's answer has neither content nor an error.")]
    [InlineData(200, """{"error":" "}""", "The model's answer has neither content nor an error.")]
    [InlineData(200, """{"error":"x","content":{"enhancement_type":"bibliographic"}}""", "The model's answer has both content and an error.")]
    [InlineData(200, "<html>", "The model's answer cannot be read: it does not follow the protocol.")]
    [InlineData(204, "", "The model's answer cannot be read: it does not follow the protocol.")]
    [InlineData(200, """{"error":5}""", "The model's answer cannot be read: error does not follow the protocol.")]
    [InlineData(200, """{"content":[]}""", "The model's answer cannot be read: content does not follow the protocol.")]
    [InlineData(200, """{"content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"a","label":"b","score":"high"}]}}""", "The model's answer cannot be read: content.annotations[0].score does not follow the protocol.")]
    [InlineData(400, """{"error":"No title."}""", "The model refused the reference with 400: No title.")]
    [InlineData(404, """{"error":"No such work."}""", "The model refused the reference with 404: No such work.")]
    [InlineData(422, """{"detail":[]}""", "The model refused the reference with 422.")]
    public async Task What_is_not_content_fails_the_reference_with_a_reason(int status, string body, string reason)
    {
        _model.Answer(status, body);

        Assert.Equal(reason, (await EnhanceAsync()).Reason);
    }

    [Fact]
    public async Task Content_of_an_unknown_type_is_left_to_the_rules()
    {
        _model.Answer(200, """{"content":{"enhancement_type":"summary"}}""");

        var outcome = await EnhanceAsync();

        Assert.Equal("The summary enhancement is not valid: enhancement_type is not one that the repository accepts.", EnhancementRules.Check(outcome.Content!, []));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public async Task Passing_trouble_is_thrown_so_that_the_reference_is_tried_again(int status)
    {
        _model.Answer(status, """{"error":"x"}""", ("Retry-After", "7"));

        var trouble = await Assert.ThrowsAsync<TransientEnhancerException>(async () => await EnhanceAsync());

        Assert.Equal($"The model is unavailable: it answered {status}.", trouble.Message);
        Assert.Equal(TimeSpan.FromSeconds(7), trouble.RetryAfter);
    }

    [Fact]
    public async Task A_broken_network_is_passing_trouble_and_shows_neither_URL_nor_secret()
    {
        _model.Answer(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "https://model.example.org/enhance?code=k refused"));

        var trouble = await Assert.ThrowsAsync<TransientEnhancerException>(async () => await EnhanceAsync());

        Assert.Equal("The model could not be reached, or its response was incomplete (ConnectionError).", trouble.Message);
        Assert.Null(trouble.RetryAfter);
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_soon_as_it_is_made_is_passing_trouble()
    {
        _model.Answer(static _ => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NotConnected));

        await Assert.ThrowsAsync<TransientEnhancerException>(async () => await EnhanceAsync());
    }

    [Fact]
    public async Task An_answer_that_is_cut_is_passing_trouble()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"content\":");
        });

        var enhancer = Services(("Http:Url", server.Url)).GetRequiredKeyedService<IEnhancer>("http");

        await Assert.ThrowsAsync<TransientEnhancerException>(async () => await enhancer.EnhanceAsync(References.Of(), References.Context(), CancellationToken.None));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_fails_the_reference()
    {
        _model.Answer(200, $$"""{"error":"{{new string('x', 2000)}}"}""");

        Assert.Equal("The model's response is longer than 1024 bytes (Http:AnswerBytes).", (await EnhanceAsync()).Reason);
    }

    [Fact]
    public async Task Cancelling_ends_the_call()
    {
        _model.Answer(_ => throw new OperationCanceledException());

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await EnhanceAsync());
    }

    private static ServiceProvider Services(params (string Key, string Value)[] configuration) => Services(null, configuration);

    private static ServiceProvider Services(HttpMessageHandler? model, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        var services = new ServiceCollection().AddShippedEnhancers(configuration);
        if (model is not null)
        {
            services.AddHttpClient("model").ConfigurePrimaryHttpMessageHandler(() => model);
        }

        return services.BuildServiceProvider();
    }

    private IEnhancer Enhancer() => Services(
        _model,
        ("Http:Url", "https://model.example.org/enhance?code=k"),
        ("Http:Headers:Authorization", "Bearer secret"),
        ("Http:AnswerBytes", "1024")).GetRequiredKeyedService<IEnhancer>("http");

    private ValueTask<EnhancerOutcome> EnhanceAsync() => Enhancer().EnhanceAsync(References.Of("title"), References.Context(), CancellationToken.None);
}
