using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Signing;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Endpoints;

/// <summary>The local host on a free loopback port, its repository and storage out of reach: what is accepted stays open.</summary>
public sealed class EndpointsFixture : IAsyncLifetime, IDisposable
{
    private readonly (string Key, string Value)[] _settings;
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new();
    private WebApplication? _host;

    public EndpointsFixture()
        : this([])
    {
    }

    internal EndpointsFixture(params (string Key, string Value)[] settings) => _settings = settings;

    public CollectedLogs Logs { get; } = new();

    public Uri Url { get; private set; } = new("http://127.0.0.1:0/");

    /// <summary>The folder of the robot's store.</summary>
    public string Store => _temporary.File("store");

    public async Task InitializeAsync()
    {
        _host = LocalHost.Build(Configuration(Store, _settings), "http://127.0.0.1:0", TimeSpan.Zero, logging => logging.AddProvider(Logs));
        await _host.StartAsync();
        Url = new Uri(_host.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        await _host!.StopAsync();
        await _host.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _temporary.Dispose();
    }

    public static IConfigurationRoot Configuration(string store, params (string Key, string Value)[] more) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Robot:Id"] = TestRobots.RobotId.ToString(),
            ["Robot:Secret"] = TestRobots.Secret,
            ["Repository:Url"] = "http://127.0.0.1:9/",
            ["Repository:Api"] = "G1.5",
            ["Limits:RequestBytes"] = "4096",
            ["Intake:OperatorKey"] = TestRobots.OperatorKey,
            ["Storage:Path"] = store,
            ["Storage:AllowHttp"] = "true",
            ["Storage:AllowPrivateAddresses"] = "true",
            ["Storage:AllowedHosts:0"] = "127.0.0.1",
        })
        .AddInMemoryCollection(more.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value))
        .Build();

    /// <summary>A body for <c>/batch/</c>.</summary>
    public static string Batch(Guid id, string file = "references.jsonl") =>
        $$"""{"id":"{{id}}","reference_storage_url":"http://127.0.0.1:9/{{file}}?sig=hidden","result_storage_url":"http://127.0.0.1:9/results.jsonl?sig=hidden","extra_fields":null}""";

    public async Task<(int Status, string Body, HttpResponseMessage Answer)> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(Url, request.RequestUri!);
        var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    /// <summary>A GET of an operator.</summary>
    public Task<(int Status, string Body, HttpResponseMessage Answer)> GetAsync(string path) => SendWithKeyAsync(HttpMethod.Get, path);

    /// <summary>A POST of an operator.</summary>
    public Task<(int Status, string Body, HttpResponseMessage Answer)> PostAsync(string path) => SendWithKeyAsync(HttpMethod.Post, path);

    /// <summary>Any call of an operator.</summary>
    public Task<(int Status, string Body, HttpResponseMessage Answer)> SendWithKeyAsync(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.Add(OperatorKey.HeaderName, TestRobots.OperatorKey);
        return SendAsync(request);
    }

    /// <summary>A signed push; <paramref name="spoil"/> may change it after it was signed.</summary>
    public Task<(int Status, string Body, HttpResponseMessage Answer)> PushAsync(string path, string body, Action<HttpRequestMessage>? spoil = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        var headers = new RequestSigner(TimeProvider.System).Sign(TestRobots.Robot().Identity, bytes);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation(SignatureHeaders.AuthorizationName, headers.Authorization);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, headers.ClientId);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.TimestampName, headers.Timestamp);
        spoil?.Invoke(request);
        return SendAsync(request);
    }

    /// <summary>The number of bytes a body must not exceed.</summary>
    public static int RequestBytes => int.Parse(Configuration("")["Limits:RequestBytes"]!, CultureInfo.InvariantCulture);
}
