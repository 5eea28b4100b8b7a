using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Http;

/// <summary>What every endpoint of the Hub has in common: <see cref="AddHttp"/> registers it, <see cref="UseHttp"/> orders it.</summary>
internal static class HttpServices
{
    /// <summary>The largest body of a request, in bytes.</summary>
    public const int BodyLimit = 1024 * 1024;

    public static IServiceCollection AddHttp(this IServiceCollection services, HubOptions options)
    {
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.Limits.MaxRequestBodySize = BodyLimit);
        services.Configure<RouteHandlerOptions>(static handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, HttpJson.Default);
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.Proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.Proxies)
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        });
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.Cors.Origins])
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", Credential.KeyHeader, "Content-Type", "If-Match", Idempotency.Header, RequestIds.Header)
            .WithExposedHeaders("ETag", "Link", "Location", "Retry-After", RequestIds.Header)));
        services.AddExceptionHandler<HubExceptionHandler>();
        services.AddSingleton<RequestActivities>();
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<Idempotency>();
        services.AddHostedService<IdempotencyPurge>();
        return services.AddFormTokens().AddRateLimits(options.Limits);
    }

    /// <summary>Orders what happens before an endpoint. Authentication comes before the rate limits, which count by credential.</summary>
    public static void UseHttp(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<RequestActivities>();
        app.UseForwardedHeaders();
        app.UsePublicUrl();
        app.UseRequestIds();
        app.UseAccessLog();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static context => Problem.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(static (context, next) => (FormTokens.Check(context) ?? QueryParameters.Check(context)) is { } problem ? problem.ExecuteAsync(context) : next(context));
        app.UseMiddleware<Idempotency>();
    }
}
