using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Batches;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Simulator.Storage;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Fakes;

/// <summary>The simulated repository with one registered robot and a folder that goes away with it.</summary>
internal sealed class FakeRepository : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly RequestSigner _signer;

    private FakeRepository(RepositorySimulator repository, TemporaryFolder folder)
    {
        (Repository, _folder) = (repository, folder);
        _signer = new RequestSigner(repository.Options.Time);
        Robot = repository.Robots.Register(TestRobots.RobotId, TestRobots.Secret);
    }

    public RepositorySimulator Repository { get; }

    /// <summary>The robot of <see cref="TestRobots"/>, without entitlements and base URL.</summary>
    public RegisteredRobot Robot { get; private set; }

    public Uri Url => Repository.Url;

    public PushedRequests Requests => Repository.Requests;

    public LeasedBatches Batches => Repository.Batches;

    public SimulatedStorage Storage => Repository.Storage;

    public FaultList Faults => Repository.Faults;

    public CallLog Calls => Repository.Calls;

    public CallbackLog Callbacks => Repository.Callbacks;

    public static async Task<FakeRepository> StartAsync(
        ApiGeneration generation = ApiGeneration.G2, TimeProvider? time = null, Func<SimulatorOptions, SimulatorOptions>? configure = null)
    {
        var folder = new TemporaryFolder();
        var options = new SimulatorOptions
        {
            Folder = Path.Combine(folder.Path, "storage"),
            Generation = generation,
            Time = time ?? TimeProvider.System,
        };
        return new FakeRepository(await RepositorySimulator.StartAsync(configure?.Invoke(options) ?? options), folder);
    }

    /// <summary>Registers the robot anew, with these entitlements.</summary>
    public void Entitle(params string[] entitlements) =>
        Robot = Repository.Robots.Register(TestRobots.RobotId, TestRobots.Secret, entitlements);

    /// <summary>A file of generated references.</summary>
    public async Task<string> WriteReferencesAsync(int count, int seed = 1)
    {
        var path = NewFile();
        await new ReferenceFileGenerator(seed).WriteAsync(path, count);
        return path;
    }

    /// <summary>A file of these lines.</summary>
    public async Task<string> WriteLinesAsync(params IEnumerable<string> lines)
    {
        var path = NewFile();
        await File.WriteAllTextAsync(path, string.Concat(lines.Select(static line => line + "\n")));
        return path;
    }

    /// <summary>A call as a robot makes it, signed by <paramref name="secret"/>.</summary>
    public async Task<FakeAnswer> CallAsync(HttpMethod method, string path, string body = "", string secret = TestRobots.Secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var signature = _signer.Sign(new RobotIdentity(TestRobots.RobotId, new RobotSecrets(secret)), bytes);
        using var request = new HttpRequestMessage(method, new Uri(Url, path)) { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation(SignatureHeaders.AuthorizationName, signature.Authorization);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, signature.ClientId);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.TimestampName, signature.Timestamp);
        return await SendAsync(request);
    }

    /// <summary>Starts a download, and leaves its body to the test.</summary>
    public Task<HttpResponseMessage> OpenStorageAsync(string url, CancellationToken cancellation = default) =>
        _http.GetAsync(Verbatim(url), HttpCompletionOption.ResponseHeadersRead, cancellation);

    /// <summary>A call to storage: the URL goes out to the letter.</summary>
    public async Task<FakeAnswer> CallStorageAsync(
        HttpMethod method, string url, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Verbatim(url)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    /// <summary>Uploads a result file of these lines.</summary>
    public Task<FakeAnswer> UploadAsync(string url, params IEnumerable<string> lines) => CallStorageAsync(
        HttpMethod.Put, url, new StringContent(string.Concat(lines.Select(static line => line + "\n"))), ("x-ms-blob-type", "BlockBlob"));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Repository.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<FakeAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return new FakeAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    private static Uri Verbatim(string url) => new(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private string NewFile() => Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.jsonl");
}
