using System.Globalization;
using System.Net;
using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator;

/// <summary>The web server of the simulator, with its middleware.</summary>
internal static class SimulatorServer
{
    /// <summary>Listens on a loopback port. Environment settings are ignored.</summary>
    public static async Task<WebApplication> StartAsync(
        RepositorySimulator repository, int port, Action<IEndpointRouteBuilder> map, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });

        var server = builder.Build();
        server.Use(next => context => WithDate(context, next, repository.Options.Time));
        server.UseRouting();
        server.Use(next => context => repository.Calls.RecordAsync(context, next));
        server.Use(next => context => repository.Faults.RunAsync(context, next));
        server.Use(next => context => InTheFrameworksMannerAsync(context, next));
        map(server);
        await server.StartAsync(cancellation);
        return server;
    }

    private static Task WithDate(HttpContext context, RequestDelegate next, TimeProvider time)
    {
        context.Response.Headers.Date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        return next(context);
    }

    // FastAPI redirects a path without its trailing slash and has its own error texts for unknown paths.
    private static async Task InTheFrameworksMannerAsync(HttpContext context, RequestDelegate next)
    {
        var isApi = CallEndpoint.KindOf(context) is not (CallKind.Unknown or CallKind.Download or CallKind.Upload);
        if (isApi && !context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}/{context.Request.QueryString}";
            return;
        }

        await next(context);
        if (CallEndpoint.KindOf(context) == CallKind.Unknown && !context.Response.HasStarted)
        {
            var status = context.Response.StatusCode;
            await Answers.Detail(context, status, status == 405 ? "Method Not Allowed" : "Not Found");
        }
    }
}
