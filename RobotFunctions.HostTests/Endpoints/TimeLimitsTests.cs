using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.AzureFunctions.Endpoints;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;
using RobotFunctions.HostTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Endpoints;

/// <summary>With the app's storage away nobody waits for longer than a repository does.</summary>
public sealed class TimeLimitsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CollectedLogs _logs = new();
    private readonly HostEngine _engine;

    public TimeLimitsTests() => _engine = new HostEngine(_time);

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task A_push_is_asked_to_come_back_when_the_store_does_not_answer()
    {
        using var push = new PushIntake(_engine, Options.Create(new LimitsOptions()), _time, _logs.For<PushIntake>());

        var asked = push.TakeAsync(Request(), Client(), static (_, cancellation) => new TaskCompletionSource<IntakeAnswer>().Task.WaitAsync(cancellation), default);
        await _time.TimersArmedAsync();
        _time.Advance(PushIntake.AnswerTimeout);

        var answer = await asked;
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal("30", answer.Headers.GetValues("Retry-After").Single());
        Assert.Contains("did not answer within", Assert.Single(_logs.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_burst_those_in_front_are_taken_first_and_the_others_as_they_are_done()
    {
        using var push = new PushIntake(_engine, Options.Create(new LimitsOptions()), _time, _logs.For<PushIntake>());
        var taken = new List<TaskCompletionSource<IntakeAnswer>>();
        var lastIsTaken = new TaskCompletionSource();
        var asked = Enumerable.Range(0, PushIntake.StartsAtOnce + 1).Select(_ => push.TakeAsync(Request(), Client(), TakeAsync, default)).ToList();

        Assert.Equal(PushIntake.StartsAtOnce, taken.Count);
        taken[0].SetResult(new IntakeAnswer(202) { Request = TestRobots.BatchId });
        await lastIsTaken.Task;
        Assert.Equal(202, (int)(await asked[0]).StatusCode);

        Task<IntakeAnswer> TakeAsync(IntakeRequest request, CancellationToken cancellation)
        {
            taken.Add(new TaskCompletionSource<IntakeAnswer>());
            if (taken.Count > PushIntake.StartsAtOnce)
            {
                lastIsTaken.SetResult();
            }

            return taken[^1].Task;
        }
    }

    [Fact]
    public void A_push_is_answered_before_its_repository_gives_up() => Assert.True(PushIntake.AnswerTimeout < TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(true, false, "store")]
    [InlineData(false, true, "engine")]
    public async Task Readiness_names_the_part_that_does_not_answer(bool storeHangs, bool engineHangs, string named)
    {
        var store = new Mock<IBatchStore>();
        store.Setup(static store => store.ReadAsync(It.IsAny<BatchId>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((BatchId _, string _, CancellationToken cancellation) => AnswerAsync<StoredItem?>(storeHangs, cancellation));
        var runs = new Mock<IBatchRuns>();
        runs.Setup(static runs => runs.FindAsync(It.IsAny<BatchId>(), It.IsAny<CancellationToken>()))
            .Returns((BatchId _, CancellationToken cancellation) => AnswerAsync<RunStatus?>(engineHangs, cancellation));
        var ready = new ReadyEndpoint(store.Object, runs.Object, paused: null!, switches: null!, _engine, _time);

        var asked = ready.AnswerAsync(Request(), Client(), default);
        _time.Advance(ReadyEndpoint.CheckTimeout);

        var answer = await asked;
        Assert.Equal(503, (int)answer.StatusCode);
        answer.Body.Position = 0;
        Assert.Contains($"[\"{named}\"]", await new StreamReader(answer.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static HostRequest Request() => new(new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("robot.example") } });

    private static DurableTaskClient Client() => new Mock<DurableTaskClient>("engine").Object;

    private static Task<T?> AnswerAsync<T>(bool hangs, CancellationToken cancellation) =>
        hangs ? new TaskCompletionSource<T?>().Task.WaitAsync(cancellation) : Task.FromResult<T?>(default);
}
