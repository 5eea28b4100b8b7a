using Microsoft.AspNetCore.Http;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Commands.Smoke;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Tests.EndToEnd;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Commands.Smoke;

/// <summary>The smoke test against whole robots. Its own time stands still, so that no check ends because this machine is slow.</summary>
public sealed class SmokeTestTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private EndToEndWorld? _world;

    public async Task InitializeAsync() => _world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G2);

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Fact]
    public async Task A_good_robot_passes_every_check()
    {
        await _world!.StartRobotAsync();

        var results = await RunAsync(_world.Repository.Robot);

        Assert.All(results, static result => Assert.True(result.Verdict == CheckVerdict.Passed, result.ToString()));
        Assert.Equal(9, results.Count);
        Assert.Single(_world.Repository.Callbacks.All);
    }

    [Fact]
    public async Task Each_open_operator_endpoint_is_reported_and_nothing_else()
    {
        _world!.Middleware = static (context, next) =>
        {
            context.Request.Headers[OperatorKey.HeaderName] = TestRobots.OperatorKey;
            return next(context);
        };
        await _world.StartRobotAsync();

        var failures = Failures(await RunAsync(_world.Repository.Robot));

        Assert.Equal(4, failures.Count);
        Assert.All(failures, static failure => Assert.Contains("/requests/", failure.Subject, StringComparison.Ordinal));
        Assert.All(failures, static failure => Assert.Contains("--enableAuth", failure.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_robot_with_another_secret_is_reported_with_what_to_do()
    {
        await _world!.StartRobotAsync();
        var registered = _world.Repository.Repository.Robots.Register(TestRobots.RobotId, "another secret");
        registered.BaseUrl = _world.Repository.Robot.BaseUrl;

        var failure = Assert.Single(Failures(await RunAsync(registered)));

        Assert.Equal("signed batch", failure.Subject);
        Assert.Contains("ROBOT_SECRET", failure.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("another secret", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robot_that_takes_unsigned_requests_is_reported()
    {
        _world!.Middleware = static (context, next) =>
        {
            if (context.Request.Path != "/batch/" || context.Request.Headers.Authorization.Count > 0)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Task.CompletedTask;
        };
        await _world.StartRobotAsync();

        var failure = Assert.Single(Failures(await RunAsync(_world.Repository.Robot)));

        Assert.Equal("closed: POST /batch/", failure.Subject);
    }

    [Fact]
    public async Task A_robot_that_enhances_nothing_is_reported_with_what_the_repository_says()
    {
        await _world!.StartRobotAsync(new DelegateEnhancer(static (_, _) => ValueTask.FromResult(EnhancerOutcome.Failed("no model"))));

        var failure = Assert.Single(Failures(await RunAsync(_world.Repository.Robot)));

        Assert.Equal("result", failure.Subject);
        Assert.Contains("every enhancement failed", failure.Detail, StringComparison.Ordinal);
    }

    private static List<CheckResult> Failures(List<CheckResult> results) => results.FindAll(static result => result.Verdict != CheckVerdict.Passed);

    private async Task<List<CheckResult>> RunAsync(RegisteredRobot robot)
    {
        var results = new List<CheckResult>();
        await foreach (var result in new SmokeTest(_world!.Repository.Repository, robot, TimeSpan.FromMinutes(1), _time).RunAsync())
        {
            results.Add(result);
        }

        return results;
    }
}
