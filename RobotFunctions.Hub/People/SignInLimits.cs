using System.Globalization;
using System.Threading.RateLimiting;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Limits attempts to sign in, per network address and per name, whether there is such a name or not.</summary>
internal sealed class SignInLimits(HubOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Limits.SignInsPerMinute,
        TokensPerPeriod = options.Limits.SignInsPerMinute,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
    }));

    /// <summary>Counts an attempt.</summary>
    /// <returns>Null if it may go on; otherwise 429, with <c>Retry-After</c>.</returns>
    public Problem? Check(HttpContext context, string? name)
    {
        using var byAddress = _limiter.AttemptAcquire($"address {RateLimits.Network(context.Connection.RemoteIpAddress)}");
        using var byName = _limiter.AttemptAcquire($"name {(name is { Length: <= PersonNames.MaxLength } ? NameKey.Of(name) : "")}");
        if (byAddress.IsAcquired && byName.IsAcquired)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
        return new Problem(StatusCodes.Status429TooManyRequests, "There were too many attempts to sign in. Wait a minute, then try again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
