using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Enhancers.Guard;

public sealed class LoggedExceptionsTests
{
    [Fact]
    public async Task The_first_exception_of_a_batch_is_a_warning_with_its_stack_and_without_secrets_and_the_rest_are_counted()
    {
        using var logs = new CollectedLogs();
        var options = new RobotOptions { Secret = TestRobots.Secret, ReferenceAttempts = 1 };
        using var guard = new GuardedEnhancer(
            new DelegateEnhancer(static (_, _) => throw new InvalidOperationException($"GET https://store.example/file?sig=abc with {TestRobots.Secret}")),
            options,
            TimeProvider.System,
            logs.For<GuardedEnhancer>());

        for (var i = 0; i < 12; i++)
        {
            await guard.EnhanceAsync(References.Of(), References.Context(), CancellationToken.None);
        }

        Assert.Collection(
            logs.Lines.Where(static line => line.Level > LogLevel.Debug),
            static first => Assert.Contains(nameof(LoggedExceptionsTests), first.Text, StringComparison.Ordinal),
            static tenth => Assert.Contains("has thrown 10 exceptions", tenth.Text, StringComparison.Ordinal));
        Assert.Contains("https://store.example/file?***", logs.Lines.First().Text, StringComparison.Ordinal);
        logs.AssertTellNoSecret();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    [InlineData(20, false)]
    [InlineData(1000, true)]
    public void They_are_counted_at_powers_of_ten(long count, bool milestone) => Assert.Equal(milestone, BatchExceptions.IsMilestone(count));
}
