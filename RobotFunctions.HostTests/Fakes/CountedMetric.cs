using System.Diagnostics.Metrics;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.HostTests.Fakes;

/// <summary>Adds up what a counter of the robot counts under one tag, for as long as it lives.</summary>
internal sealed class CountedMetric : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _sum;

    public CountedMetric(string name, string tag, string value)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RobotMetrics.Name && instrument.Name == name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, measured, tags, _) =>
        {
            foreach (var (key, tagged) in tags)
            {
                Interlocked.Add(ref _sum, key == tag && (tagged as string) == value ? measured : 0);
            }
        });
        _listener.Start();
    }

    public long Sum => Interlocked.Read(ref _sum);

    public void Dispose() => _listener.Dispose();
}
