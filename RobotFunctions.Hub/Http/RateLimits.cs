using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Http;

/// <summary>Limits requests per credential, and per network address without a valid one, so that keys cannot be guessed at speed.</summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, LimitOptions limits) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = static (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problem.OfStatus(StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext));
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Caller.Of(context) is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller.Credential, _ => Bucket(limits.RequestsPerSecond, TimeSpan.FromSeconds(1)))
            : RateLimitPartition.GetTokenBucketLimiter(
                $"address:{Network(context.Connection.RemoteIpAddress)}", _ => Bucket(limits.AnonymousRequestsPerMinute, TimeSpan.FromMinutes(1))));
    });

    // Whoever has one IPv6 address has the 2^64 of its network.
    internal static string Network(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : $"{address}";

    private static TokenBucketRateLimiterOptions Bucket(int tokens, TimeSpan period) => new() { TokenLimit = tokens, TokensPerPeriod = tokens, ReplenishmentPeriod = period };
}
