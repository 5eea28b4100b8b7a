using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Intake;

public sealed class RequestIntakeTests
{
    private const string References = "https://acct.blob.core.windows.net/c/refs.jsonl?sig=secret1";
    private const string Results = "https://acct.blob.core.windows.net/c/results.jsonl?sig=secret2";

    private readonly FakeTimeProvider _time = new();
    private readonly Mock<IBatchRuns> _runs = new(MockBehavior.Strict);
    private readonly RepositoryOptions _repository = new() { Url = "https://repository.example" };
    private readonly IntakeOptions _options = new();
    private readonly MemoryHubRecords _hubRecords = new();
    private Robot _robot = TestRobots.Robot();
    private AcceptedRequest? _started;

    public RequestIntakeTests() => Answer(StartVerdict.Started);

    [Fact]
    public async Task A_signed_batch_request_is_stored_before_it_is_accepted()
    {
        var answer = await TakeBatchAsync(Batch());

        Assert.Equal(IntakeAnswer.Accepted(TestRobots.BatchId), answer);
        Assert.Equal(BatchOrigin.Batch, _started!.Batch.Origin);
        Assert.Equal(ApiGeneration.G2, _started.Batch.Generation);
        Assert.Equal(References, _started.ReferenceUrl!.ToUri().OriginalString);
    }

    [Fact]
    public async Task A_signed_single_request_carries_its_reference()
    {
        _repository.Api = "G1.5";

        var answer = await TakeSingleAsync(Single());

        Assert.Equal(202, answer.Status);
        Assert.Equal(BatchOrigin.Single, _started!.Batch.Origin);
        Assert.Equal(ApiGeneration.G15, _started.Batch.Generation);
        Assert.Contains("visibility", _started.Reference.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_request_is_refused_when_the_repository_is_G2_which_takes_no_answer_to_it()
    {
        var answer = await TakeSingleAsync(Single());

        Assert.Equal(422, answer.Status);
        Assert.Contains("Repository:Api", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_request_is_refused_with_the_repositorys_own_words_and_before_it_is_read()
    {
        var answer = await Intake().TakeBatchAsync(new IntakeRequest(default, "not JSON"u8.ToArray(), FromOperator: true), CancellationToken.None);

        Assert.Equal(new IntakeAnswer(401, "Authorization header missing."), answer);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 422)]
    [InlineData("{}", 422)]
    [InlineData("""{"id":"9b7d4f0a-3c1e-11ee-be56-0242ac120002"}""", 422)]
    [InlineData("""{"id":5,"reference_storage_url":5,"result_storage_url":[]}""", 422)]
    public async Task Bad_content_is_refused_with_a_sentence(string body, int status)
    {
        var answer = await TakeBatchAsync(body);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Detail!);
        _runs.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("https://evil.example/refs.jsonl?sig=secret1")]
    [InlineData("http://acct.blob.core.windows.net/c/refs.jsonl?sig=secret1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1/refs?sig=secret1")]
    [InlineData("http://169.254.169.254/metadata?sig=secret1")]
    public async Task A_storage_url_that_is_not_allowed_is_refused_without_showing_its_signature(string url)
    {
        var answer = await TakeBatchAsync(Batch().Replace(References, url, StringComparison.Ordinal));

        Assert.Equal(422, answer.Status);
        Assert.DoesNotContain("secret", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StartVerdict.AlreadyRunning, 202)]
    [InlineData(StartVerdict.Conflict, 409)]
    [InlineData(StartVerdict.Busy, 503)]
    public async Task The_engines_verdict_becomes_the_answer(StartVerdict verdict, int status)
    {
        Answer(verdict);

        var answer = await TakeBatchAsync(Batch());

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 503, answer.RetryAfter is not null);
    }

    [Fact]
    public async Task A_store_that_fails_is_a_503_and_not_an_acceptance()
    {
        _runs.Setup(runs => runs.StartAsync(It.IsAny<AcceptedRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("Disk full."));

        var answer = await TakeBatchAsync(Batch());

        Assert.Equal(503, answer.Status);
        Assert.NotNull(answer.RetryAfter);
    }

    [Fact]
    public async Task The_same_request_with_fresh_signatures_has_the_same_content_hash_and_another_file_has_not()
    {
        await TakeBatchAsync(Batch());
        var first = _started!.ContentHash;
        await TakeBatchAsync(Batch().Replace("secret1", "fresh", StringComparison.Ordinal));
        Assert.Equal(first, _started.ContentHash);

        await TakeBatchAsync(Batch().Replace("refs.jsonl", "others.jsonl", StringComparison.Ordinal));

        Assert.NotEqual(first, _started.ContentHash);
    }

    [Theory]
    [InlineData("local", true, 202)]
    [InlineData("LOCAL", true, 202)]
    [InlineData("local", false, 401)]
    [InlineData("production", true, 401)]
    [InlineData("", true, 401)]
    public async Task The_bypass_takes_unsigned_requests_of_operators_only(string environment, bool fromOperator, int status)
    {
        _options.Environment = environment;

        var answer = await Intake().TakeBatchAsync(new IntakeRequest(default, Encoding.UTF8.GetBytes(Batch()), fromOperator), CancellationToken.None);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_trusted_message_is_taken_without_a_signature_for_the_only_robot()
    {
        var answer = await Intake().TakeTrustedBatchAsync(robot: null, Encoding.UTF8.GetBytes(Batch()), CancellationToken.None);

        Assert.Equal(202, answer.Status);
        Assert.Equal(TestRobots.RobotId, _started!.Batch.Robot);
    }

    [Theory]
    [InlineData(false, 503)]
    [InlineData(true, 202)]
    public async Task A_robot_that_is_disabled_at_the_Hub_takes_no_new_request_and_goes_on_with_an_open_one(bool isOpen, int status)
    {
        _robot = TestRobots.Robot(static options => options.RegistryId = Guid.CreateVersion7().ToString());
        await Switches(new ConfiguredRobots([_robot])).SetAsync(_robot.Id, isEnabled: false, "It labels everything as cats.", default);
        _runs.Setup(static runs => runs.FindAsync(TestRobots.BatchId, It.IsAny<CancellationToken>())).ReturnsAsync(isOpen ? OpenRun() : null);

        var answer = await TakeBatchAsync(Batch());

        Assert.Equal((status, isOpen), (answer.Status, _started is not null));
        Assert.Equal(!isOpen, answer.RetryAfter is not null);
        Assert.True(isOpen || answer.Detail == "The robot is disabled at the Hub: It labels everything as cats. Send the request again once it is enabled.", answer.Detail);
    }

    private static RunStatus OpenRun() => new()
    {
        Id = TestRobots.BatchId,
        Robot = TestRobots.RobotId,
        Origin = BatchOrigin.Batch,
        AcceptedAt = FakeTimeProvider.DefaultStart,
        UpdatedAt = FakeTimeProvider.DefaultStart,
        Progress = new RunProgress(RunPhase.Queued, 0, default),
    };

    private void Answer(StartVerdict verdict) =>
        _runs.Setup(runs => runs.StartAsync(It.IsAny<AcceptedRequest>(), It.IsAny<CancellationToken>()))
            .Callback((AcceptedRequest request, CancellationToken _) => _started = request)
            .ReturnsAsync(verdict);

    private Task<IntakeAnswer> TakeBatchAsync(string body) => Intake().TakeBatchAsync(Signed(body), CancellationToken.None);

    private Task<IntakeAnswer> TakeSingleAsync(string body) => Intake().TakeSingleAsync(Signed(body), CancellationToken.None);

    private IntakeRequest Signed(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new IntakeRequest(new RequestSigner(_time).Sign(TestRobots.Robot().Identity, bytes), bytes, FromOperator: false);
    }

    private RequestIntake Intake()
    {
        var registry = new ConfiguredRobots([_robot]);
        return new RequestIntake(
            new SignatureVerifier(id => registry.Find(id)?.Identity.Secrets),
            registry,
            new SignedUrlPolicy(Options.Create(new StorageOptions())),
            _runs.Object,
            Switches(registry),
            Options.Create(_repository),
            Options.Create(_options),
            _time,
            NullLogger<RequestIntake>.Instance);
    }

    private RobotSwitches Switches(ConfiguredRobots robots) => new(_hubRecords, robots, _time, NullLogger<RobotSwitches>.Instance);

    private static string Batch() =>
        $$"""{"id":"{{TestRobots.BatchId}}","reference_storage_url":"{{References}}","result_storage_url":"{{Results}}","extra_fields":null}""";

    private static string Single() =>
        $$"""{"id":"{{TestRobots.BatchId}}","reference":{"id":"0198c1a2-7b3c-7def-8123-000000000001","visibility":"public","identifiers":null,"enhancements":null},"extra_fields":null}""";
}
