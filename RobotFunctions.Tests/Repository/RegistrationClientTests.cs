using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Repository;

public sealed class RegistrationClientTests : IDisposable
{
    private const string Token = "the-token-of-a-person";

    private readonly TemporaryFolder _temporary = new();
    private readonly CollectedLogs _logs = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("G1", "/robot/")]
    [InlineData("G1.5", "/v1/robots/")]
    [InlineData("G2", "/v1/robots/")]
    [InlineData("G3", "/v1/robots/")]
    public async Task Every_generation_registers_a_robot_and_gives_it_a_new_secret(string generation, string path)
    {
        await using var repository = await StartAsync(generation == "G3" ? ApiGeneration.G3 : ApiGenerations.ParsePush(generation));
        var client = Client(repository, generation == "G3" ? "G2" : generation);

        var registered = await client.RegisterAsync(Robot(generation == "G3" ? null : "http://robot.example/"), Token, default);
        var first = repository.Robots.Find(registered.Value!.Id)!.Secret;
        var rotated = await client.RotateSecretAsync(registered.Value.Id, Token, default);

        Assert.Equal(first, registered.Value.Secret);
        Assert.Equal(repository.Robots.Find(registered.Value.Id)!.Secret, rotated.Value!.Secret);
        Assert.NotEqual(first, rotated.Value.Secret);
        Assert.Equal([path, $"{path}{registered.Value.Id}/secret/"], repository.Calls.All.Select(static call => call.Path));
        Assert.Equal(["full_text"], repository.Robots.Find(registered.Value.Id)!.Entitlements);
        Assert.DoesNotContain(_logs.Lines, line => line.Text.Contains(first, StringComparison.Ordinal) || line.Text.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_with_what_to_do()
    {
        await using var repository = await StartAsync(ApiGeneration.G3);
        var client = Client(repository, "G2");
        await client.RegisterAsync(Robot(), Token, default);

        var again = await client.RegisterAsync(Robot(), Token, default);

        Assert.Contains("Choose another name, or get a new secret for that robot: robot rotate-secret.", again.Failure!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiGeneration.G3, "http://robot.example/", "base_url: Extra inputs are not permitted")]
    [InlineData(ApiGeneration.G2, null, "base_url: Field required")]
    public async Task A_base_url_that_is_missing_or_not_taken_is_told(ApiGeneration generation, string? url, string told)
    {
        await using var repository = await StartAsync(generation);

        var failed = await Client(repository, "G2").RegisterAsync(Robot(url), Token, default);

        Assert.Contains(told, failed.Failure!.Reason, StringComparison.Ordinal);
        Assert.Contains("--base-url", failed.Failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, FailureKind.Permanent, "tokens expire")]
    [InlineData(403, FailureKind.Permanent, "robot.writer")]
    [InlineData(404, FailureKind.NotFound, "Check the robot's id")]
    [InlineData(307, FailureKind.Permanent, "Check Repository:Url")]
    [InlineData(503, FailureKind.Uncertain, "Look the robot up there before you try again")]
    [InlineData(201, FailureKind.Uncertain, "has no id or no client_secret")]
    public async Task Every_other_answer_is_a_sentence_that_says_what_to_do(int status, FailureKind kind, string told)
    {
        await using var repository = await StartAsync(ApiGeneration.G3);
        repository.Faults.Add(CallKind.RotateSecret, Fault.Answer(status, """{"detail":"Told by the repository."}"""));

        var failed = await Client(repository, "G2").RotateSecretAsync(TestRobots.RobotId, Token, default);

        Assert.Equal(kind, failed.Failure!.Kind);
        Assert.Contains(told, failed.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_may_have_arrived_and_is_not_asked_again()
    {
        await using var repository = await StartAsync(ApiGeneration.G3);
        repository.Faults.Add(CallKind.RegisterRobot, Fault.LoseReply);

        var failed = await Client(repository, "G2").RegisterAsync(Robot(), Token, default);

        Assert.Equal(FailureKind.Uncertain, failed.Failure!.Kind);
        Assert.Single(repository.Calls.All);
    }

    [Fact]
    public void A_registration_sends_only_fields_that_the_repository_knows()
    {
        var body = JsonSerializer.Serialize(Robot(), RegistrationJsonContext.Default.RobotRegistration);

        Assert.Equal("""{"name":"title-length","owner":"The team","description":"Adds the length.","entitlements":["full_text"]}""", body);
    }

    private static RobotRegistration Robot(string? url = null) => new("title-length", "The team", "Adds the length.", ["full_text"], url);

    private Task<RepositorySimulator> StartAsync(ApiGeneration generation) =>
        RepositorySimulator.StartAsync(new SimulatorOptions { Folder = _temporary.File("repository"), Generation = generation, Token = Token });

    private RegistrationClient Client(RepositorySimulator repository, string api) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
        .Configure<RepositoryOptions>(options => (options.Url, options.Api) = (repository.Url.ToString(), api))
        .AddRepositoryClient()
        .BuildServiceProvider()
        .GetRequiredService<RegistrationClient>();
}
