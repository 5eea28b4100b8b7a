using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Moq;
using RobotFunctions.AzureFunctions.Configuration;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Configuration;

public sealed class RequestsFirstTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RequestsFirst _first;
    private readonly TaskCompletionSource _answered = new();

    public RequestsFirstTests() => _first = new RequestsFirst(_time);

    [Fact]
    public async Task A_step_waits_while_a_burst_of_requests_is_under_way()
    {
        var requests = Requests(RequestsFirst.Burst);

        var (step, begun) = Begin("activityTrigger");
        Assert.False(begun.Task.IsCompleted);
        _answered.SetResult();

        await step;
        Assert.True(begun.Task.IsCompleted);
        await Task.WhenAll(requests);
    }

    [Fact]
    public async Task A_step_waits_for_a_burst_that_does_not_end_no_longer_than_two_seconds()
    {
        Requests(RequestsFirst.Burst);

        var (step, begun) = Begin("activityTrigger");
        _time.Advance(RequestsFirst.LongestWait - TimeSpan.FromMilliseconds(1));
        Assert.False(begun.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await step;
    }

    [Fact]
    public void A_step_waits_for_no_few_requests()
    {
        Requests(RequestsFirst.Burst - 1);

        Assert.True(Begin("activityTrigger").Begun.Task.IsCompleted);
    }

    [Theory]
    [InlineData("orchestrationTrigger")]
    [InlineData("queueTrigger")]
    [InlineData("timerTrigger")]
    [InlineData("httpTrigger")]
    public void Only_steps_wait(string trigger)
    {
        Requests(RequestsFirst.Burst);

        Assert.True(Begin(trigger).Begun.Task.IsCompleted);
    }

    [Fact]
    public async Task A_request_that_fails_is_under_way_no_longer()
    {
        var requests = Requests(RequestsFirst.Burst);
        _answered.SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(requests));

        Assert.True(Begin("activityTrigger").Begun.Task.IsCompleted);
    }

    private Task[] Requests(int count) => [.. Enumerable.Range(0, count).Select(_ => _first.Invoke(Function("httpTrigger"), _ => _answered.Task))];

    private (Task Step, TaskCompletionSource Begun) Begin(string trigger)
    {
        var begun = new TaskCompletionSource();
        return (_first.Invoke(Function(trigger), _ => { begun.SetResult(); return Task.CompletedTask; }), begun);
    }

    private static FunctionContext Function(string trigger)
    {
        var binding = new Mock<BindingMetadata>();
        binding.SetupGet(static binding => binding.Type).Returns(trigger);
        var function = new Mock<FunctionContext>();
        function.SetupGet(static function => function.FunctionDefinition.InputBindings).Returns(ImmutableDictionary<string, BindingMetadata>.Empty.Add("in", binding.Object));
        return function.Object;
    }
}
