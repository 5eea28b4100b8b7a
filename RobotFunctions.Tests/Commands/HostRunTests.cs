using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Tests.Commands;

public sealed class HostRunTests
{
    [Fact]
    public async Task A_host_whose_background_service_fails_ends_and_does_not_say_that_all_went_well() =>
        Assert.Equal(1, await Host(static _ => throw new InvalidOperationException("A bug.")).RunToEndAsync(CancellationToken.None));

    [Fact]
    public async Task A_host_that_is_stopped_ends_well()
    {
        using var stopping = new CancellationTokenSource();
        var host = Host(async stopped =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped);
        });

        Assert.Equal(0, await host.RunToEndAsync(stopping.Token));
    }

    private static IHost Host(Func<CancellationToken, Task> work)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostedService>(new Service(work));
        return builder.Build();
    }

    private sealed class Service(Func<CancellationToken, Task> work) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => work(stoppingToken);
    }
}
