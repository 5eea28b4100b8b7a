using Microsoft.Extensions.Configuration;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.HostTests.Configuration;

/// <summary>The Functions host's settings in <c>host.json</c>.</summary>
public sealed class HostSettingsTests
{
    private static readonly IConfigurationRoot Host = new ConfigurationBuilder().AddJsonFile(Checkout.HostSettings).Build();

    [Theory]
    [InlineData("controlQueueVisibilityTimeout")]
    [InlineData("workItemQueueVisibilityTimeout")]
    public void Steps_of_a_killed_instance_restart_after_a_minute(string timeout) =>
        Assert.Equal("00:01:00", Host[$"extensions:durableTask:storageProvider:{timeout}"]);

    [Theory]
    [InlineData(nameof(EnhanceBatch))]
    [InlineData(nameof(EnhanceChunks))]
    [InlineData(nameof(StepDefinitions.DownloadReferences))]
    [InlineData(nameof(StepDefinitions.EnhanceChunk))]
    [InlineData(nameof(StepDefinitions.UploadResults))]
    [InlineData(nameof(StepDefinitions.ReportResult))]
    public void The_log_has_no_line_for_each_chunk_and_keeps_the_warnings_of_enhancers(string function) =>
        Assert.Equal("Warning", Host[$"logging:logLevel:Function.{function}.User"]);

    [Theory]
    [InlineData("DurableTask.Core")]
    [InlineData("Function.DownloadReferences")]
    [InlineData("Function.EnhanceChunk")]
    [InlineData("Function.UploadResults")]
    [InlineData("Function.ReportResult")]
    public void The_host_logs_no_error_for_a_step_that_a_graceful_stop_interrupts(string category) =>
        Assert.Equal("Critical", Host[$"logging:logLevel:{category}"]);

    [Fact]
    public void The_app_s_own_messages_are_logged() => Assert.Equal("Information", Host["logging:logLevel:Function.*.User"]);
}
