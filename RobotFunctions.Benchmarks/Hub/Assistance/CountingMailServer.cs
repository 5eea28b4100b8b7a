using System.Buffers;
using System.Net;
using System.Net.Sockets;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace RobotFunctions.Benchmarks.Hub.Assistance;

/// <summary>A mail server on a loopback port that counts what it takes.</summary>
internal sealed class CountingMailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private readonly Task _running;
    private int _taken;

    private CountingMailServer(int expected)
    {
        _expected = expected;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(this));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    /// <summary>Ends when as many messages as expected were taken.</summary>
    public Task All => _all.Task;

    public static CountingMailServer Start(int expected) => new(expected);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private sealed class Store(CountingMailServer server) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref server._taken) == server._expected)
            {
                server._all.TrySetResult();
            }

            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
