namespace RobotFunctions.Hub.Store;

/// <summary>Says once, at the start, that secrets in the store are only as safe as the store itself.</summary>
internal sealed partial class UnencryptedKeysNotice(DatabaseLocation location, ILogger<UnencryptedKeysNotice> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A SQLite file is its owner's alone. A database has administrators and backups.
        LogNotice(logger, location.File is null ? LogLevel.Warning : LogLevel.Information);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Message = "Secrets in the store are encrypted with keys that are in the store too: who can read it can read them. To encrypt the keys, set HubServer:KeysCertificate.")]
    private static partial void LogNotice(ILogger logger, LogLevel level);
}
