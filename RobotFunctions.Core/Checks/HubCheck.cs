using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;

namespace RobotFunctions.Core.Checks;

/// <summary>Checks whether the configured Hub answers and accepts the key. It changes nothing.</summary>
public sealed class HubCheck(HubClient hub, IOptions<HubClientOptions> options)
{
    /// <summary>Checks the Hub; null if the robot has none.</summary>
    public async Task<CheckResult?> RunAsync(CancellationToken cancellation)
    {
        if (!options.Value.IsConfigured)
        {
            return null;
        }

        var url = options.Value.Url;
        return await hub.PingAsync(cancellation) switch
        {
            HubOk => new("hub", CheckVerdict.Passed, $"{url} answers and accepts the key."),
            HubRefused { Status: 401 or 403 } refused => Failed($"{url} does not accept the key: {Told(refused)} Check Hub:Key."),
            HubRefused refused => Failed($"{url} refuses the call: {Told(refused)} Check Hub:Url."),
            HubUnavailable unavailable => Failed($"{url} {unavailable.Reason}. Check Hub:Url, the network, and that the Hub runs."),
            var unknown => throw new InvalidOperationException($"An outcome of the type {unknown.GetType()} is not known."),
        };
    }

    private static CheckResult Failed(string detail) => new("hub", CheckVerdict.Failed, detail);

    private static string Told(HubRefused refused) => refused.Detail.Length == 0 ? $"{refused.Status}." : $"{refused.Status}, {refused.Detail}";
}
