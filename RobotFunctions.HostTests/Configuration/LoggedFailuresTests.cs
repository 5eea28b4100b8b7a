using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moq;
using RobotFunctions.AzureFunctions.Configuration;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Configuration;

public sealed class LoggedFailuresTests
{
    [Theory]
    [InlineData(true, false, LogLevel.Information)]
    [InlineData(false, true, LogLevel.Information)]
    [InlineData(false, false, LogLevel.Error)]
    public async Task A_function_that_fails_is_logged_as_an_error_unless_it_was_cancelled_or_the_host_is_stopping(bool cancelled, bool stopping, LogLevel level)
    {
        var logs = new CollectedLogs();
        var function = new Mock<FunctionContext>();
        function.SetupGet(context => context.CancellationToken).Returns(new CancellationToken(cancelled));
        function.SetupGet(context => context.FunctionDefinition.Name).Returns("EnhanceChunk");
        var host = new Mock<IHostApplicationLifetime>();
        host.SetupGet(lifetime => lifetime.ApplicationStopping).Returns(new CancellationToken(stopping));
        var failures = new LoggedFailures(host.Object, logs.For<LoggedFailures>());

        await Assert.ThrowsAsync<InvalidOperationException>(() => failures.Invoke(function.Object, static _ => throw new InvalidOperationException()));

        Assert.Equal(level, Assert.Single(logs.Lines).Level);
    }
}
