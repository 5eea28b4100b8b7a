using System.Text.Json;
using Microsoft.DurableTask.Worker;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.HostTests.Engine;

/// <summary>The versions of orchestrations as host.json has them: there the durable engine reads them, which is in another process.</summary>
internal static class HostVersioning
{
    private static readonly JsonElement DurableTask =
        JsonElement.Parse(File.ReadAllText(Checkout.HostSettings)).GetProperty("extensions").GetProperty("durableTask");

    /// <summary>The version of new runs.</summary>
    public static string DefaultVersion { get; } = DurableTask.GetProperty("defaultVersion").GetString()!;

    /// <summary>Which runs this version of the app takes up.</summary>
    public static DurableTaskWorkerOptions.VersioningOptions Options { get; } = new()
    {
        Version = DefaultVersion,
        DefaultVersion = DefaultVersion,
        MatchStrategy = Enum.Parse<DurableTaskWorkerOptions.VersionMatchStrategy>(DurableTask.GetProperty("versionMatchStrategy").GetString()!),
        FailureStrategy = Enum.Parse<DurableTaskWorkerOptions.VersionFailureStrategy>(DurableTask.GetProperty("versionFailureStrategy").GetString()!),
    };
}
