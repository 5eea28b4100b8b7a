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

    /// <summary>Counts an attempt for the network address and the name.</summary>
    /// <returns>Null if it may go on; otherwise 429, with <c>Retry-After</c>.</returns>
    public Problem? Check(HttpContext context, string? name)
    {
        var byAddress = CheckAddress(context);
        return Check(context, "name", name is { Length: <= PersonNames.MaxLength } ? NameKey.Of(name) : "") ?? byAddress;
    }

    /// <summary>Counts an attempt without a name for the network address.</summary>
    /// <inheritdoc cref="Check(HttpContext, string?)"/>
    public Problem? CheckAddress(HttpContext context) => Check(context, "address", RateLimits.Network(context.Connection.RemoteIpAddress));

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private Problem? Check(HttpContext context, string kind, string key)
    {
        using var lease = _limiter.AttemptAcquire($"{kind} {key}");
        if (lease.IsAcquired)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
        return new Problem(StatusCodes.Status429TooManyRequests, "There were too many attempts to sign in. Wait a minute, then try again.");
    }
}
