namespace RobotFunctions.Local.Commands;

/// <summary>Whether the host has started. What keeps it from starting is told as a sentence, so the host's own log of that, with a stack trace, is left out.</summary>
internal sealed class StartPhase : IHostedLifecycleService
{
    private volatile bool _isOver;

    /// <summary>Whether all services have started.</summary>
    public bool IsOver => _isOver;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
