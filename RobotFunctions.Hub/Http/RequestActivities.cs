using System.Diagnostics;

namespace RobotFunctions.Hub.Http;

/// <summary>
/// Has the framework read or make the W3C trace context of every request, also when no traces are exported: events and deliveries carry it on, so that
/// other systems can join what they do to the request that caused it.
/// </summary>
internal sealed class RequestActivities : IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = static source => source.Name == "Microsoft.AspNetCore",
        Sample = static (ref _) => ActivitySamplingResult.PropagationData,
    };

    public RequestActivities() => ActivitySource.AddActivityListener(_listener);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
