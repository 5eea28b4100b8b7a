using System.Collections.Concurrent;
using MimeKit;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The connections to the mail server. They are used again, because opening one takes longer than sending a message.</summary>
internal sealed class SmtpConnections(HubOptions options, TimeProvider time) : IDisposable
{
    // Servers close idle connections; those that are closed here are not found closed.
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _room = new(options.Smtp.Connections);
    private readonly ConcurrentStack<SmtpConnection> _idle = new();

    /// <summary>Sends a message over a connection that nobody uses.</summary>
    /// <returns>The recipients that the server refused, with its status and text.</returns>
    public async Task<IReadOnlyDictionary<string, (int Status, string Text)>> SendAsync(MimeMessage message, IReadOnlyList<string> recipients, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        try
        {
            var connection = Idle() ?? await SmtpConnection.OpenAsync(options.Smtp, cancellation);
            try
            {
                var refused = await connection.SendAsync(message, recipients, cancellation);
                connection.UsedAt = time.GetUtcNow();
                _idle.Push(connection);
                return refused;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        finally
        {
            _room.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryPop(out var connection))
        {
            connection.Dispose();
        }

        _room.Dispose();
    }

    private SmtpConnection? Idle()
    {
        while (_idle.TryPop(out var connection))
        {
            if (connection.IsConnected && time.GetUtcNow() - connection.UsedAt < MaxIdle)
            {
                return connection;
            }

            connection.Dispose();
        }

        return null;
    }
}
