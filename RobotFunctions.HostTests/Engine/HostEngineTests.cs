using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Moq;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Engine;

public sealed class HostEngineTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HostEngine _engine;

    public HostEngineTests()
    {
        _engine = new HostEngine(_time);
        _engine.Connect(new Mock<DurableTaskClient>("engine").Object);
    }

    public static TheoryData<Exception> Troubles =>
    [
        new RpcException(new Status(StatusCode.Unavailable, "")),
        new OrchestrationAlreadyExistsException("there is one"),
        new ArgumentException("the engine said so"),
        new OperationCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task What_the_engine_s_client_throws_is_trouble_with_a_store(Exception trouble)
    {
        var thrown = await Assert.ThrowsAsync<IOException>(() => _engine.AskAsync<int>((_, _) => throw trouble, default));

        Assert.Same(trouble, thrown.InnerException);
    }

    [Fact]
    public async Task A_bug_of_ours_stays_one() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _engine.AskAsync<int>(static (_, _) => throw new KeyNotFoundException(), default));

    [Fact]
    public async Task A_call_that_is_not_answered_is_given_up_after_its_time()
    {
        var asked = _engine.AskAsync(HangAsync, default);
        _time.Advance(HostEngine.CallTimeout);

        await Assert.ThrowsAsync<IOException>(() => asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_that_gives_up_is_told_so_whatever_the_client_makes_of_it(bool asRpc)
    {
        using var caller = new CancellationTokenSource();

        var asked = _engine.AskAsync(
            async (_, cancellation) => asRpc ? await AsRpcAsync(cancellation) : await HangAsync(null!, cancellation),
            caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_function_that_forgot_to_connect_is_a_bug() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new HostEngine(_time).AskAsync(HangAsync, default));

    private static Task<int> HangAsync(DurableTaskClient client, CancellationToken cancellation) => new TaskCompletionSource<int>().Task.WaitAsync(cancellation);

    private static async Task<int> AsRpcAsync(CancellationToken cancellation)
    {
        await ((Task)HangAsync(null!, cancellation)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new RpcException(new Status(StatusCode.Cancelled, ""));
    }
}
