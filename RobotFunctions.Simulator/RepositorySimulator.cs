using System.Net;
using System.Net.Sockets;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Batches;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Simulator.Storage;

namespace RobotFunctions.Simulator;

/// <summary>
/// Simulates the DESTINY repository on a loopback port: its storage, its pushes, its callbacks and polls, and the import of result
/// files. It responds according to the protocol, records every call, and fails on demand. Each instance supports one API generation.
/// </summary>
public sealed class RepositorySimulator : IAsyncDisposable
{
    private const int MaxBindAttempts = 50;
    private static readonly TimeSpan BetweenBindAttempts = TimeSpan.FromMilliseconds(100);

    private readonly RobotClient _client;
    private readonly Imports _imports;
    private readonly RequestEndpoints _requestEndpoints;
    private readonly BatchEndpoints _batchEndpoints;
    private readonly RobotEndpoints _robotEndpoints;
    private WebApplication? _server;
    private Socket? _heldAddress;

    private RepositorySimulator(SimulatorOptions options)
    {
        Options = options;
        Url = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), options.Port == 0 ? LastingPorts.Next() : options.Port).Uri;
        Calls = new CallLog(options.Time);
        Storage = new SimulatedStorage(options);
        _imports = new Imports(options);
        _client = new RobotClient(options.Time, options.RobotTimeout);
        Requests = new PushedRequests(options, Storage, _client);
        Batches = new LeasedBatches(options, Storage, _imports);
        var gate = new SignatureGate(Robots, options.Time);
        _requestEndpoints = new RequestEndpoints(options, gate, Requests, Storage, Callbacks, _imports);
        _batchEndpoints = new BatchEndpoints(options, gate, Batches, Storage, Callbacks);
        _robotEndpoints = new RobotEndpoints(options, Robots);
    }

    /// <summary>Its options.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>Its base URL, for the robot's configuration. It does not change when the simulator goes down and comes back.</summary>
    public Uri Url { get; private set; }

    /// <summary>The registered robots.</summary>
    public RegisteredRobots Robots { get; } = new();

    /// <summary>Its storage.</summary>
    public SimulatedStorage Storage { get; }

    /// <summary>The pushed requests (G1, G1.5, G2).</summary>
    public PushedRequests Requests { get; }

    /// <summary>The batches for polling (G3).</summary>
    public LeasedBatches Batches { get; }

    /// <summary>All received calls.</summary>
    public CallLog Calls { get; }

    /// <summary>The accepted results.</summary>
    public CallbackLog Callbacks { get; } = new();

    /// <summary>The faults for the next calls.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Starts it.</summary>
    public static async Task<RepositorySimulator> StartAsync(SimulatorOptions options, CancellationToken cancellation = default)
    {
        var repository = new RepositorySimulator(options);
        await repository.ComeBackAsync(cancellation);
        return repository;
    }

    /// <summary>Waits until all started imports have ended.</summary>
    public Task ImportsEndedAsync() => _imports.EndedAsync();

    /// <summary>Stops listening: connections are refused until it comes back. Its state is kept.</summary>
    public async Task GoDownAsync()
    {
        if (await StopListeningAsync())
        {
            // Bound but not listening, so that the port is not given to another process meanwhile.
            _heldAddress = await HoldAsync(Url.Port);
        }
    }

    /// <summary>Listens again on the same port.</summary>
    public async Task ComeBackAsync(CancellationToken cancellation = default)
    {
        LetGoOfAddress();
        _server = await SimulatorServer.StartAsync(this, Url.Port, Map, cancellation);
        Url = new Uri(_server.Urls.Single());
        Storage.ListenAt(Url);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync();
        LetGoOfAddress();
        await _imports.DisposeAsync();
        Batches.Dispose();
        _client.Dispose();
    }

    private async Task<bool> StopListeningAsync()
    {
        if (_server is not { } server)
        {
            return false;
        }

        _server = null;
        await server.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
        return true;
    }

    // A connection of another process may have the port as its own end for a moment.
    private static async Task<Socket> HoldAsync(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return socket;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < MaxBindAttempts)
            {
                socket.Dispose();
                await Task.Delay(BetweenBindAttempts, TimeProvider.System);
            }
        }
    }

    private void LetGoOfAddress()
    {
        _heldAddress?.Dispose();
        _heldAddress = null;
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        Storage.Map(routes);
        _robotEndpoints.Map(routes);
        if (Options.Generation == ApiGeneration.G3)
        {
            _batchEndpoints.Map(routes);
        }
        else
        {
            _requestEndpoints.Map(routes);
        }
    }
}
