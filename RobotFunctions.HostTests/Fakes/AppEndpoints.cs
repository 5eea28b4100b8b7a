using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Endpoints;
using RobotFunctions.HostTests.Engine;

namespace RobotFunctions.HostTests.Fakes;

/// <summary>The app's HTTP functions on a free loopback port, each at the route and for the methods that its trigger names. Keys are not asked for.</summary>
internal sealed class AppEndpoints : IAsyncDisposable
{
    private readonly WebApplication _server;

    private AppEndpoints(WebApplication server) => _server = server;

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AppEndpoints> StartAsync(DurableHost durable)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        foreach (var function in typeof(BatchEndpoint).Assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            if (function.GetParameters().FirstOrDefault()?.GetCustomAttribute<HttpTriggerAttribute>() is { } trigger)
            {
                server.MapMethods($"/{trigger.Route}", trigger.Methods!, http => InvokeAsync(function, http, durable));
            }
        }

        await server.StartAsync();
        return new AppEndpoints(server);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static async Task InvokeAsync(MethodInfo function, HttpContext http, DurableHost durable)
    {
        var endpoint = function.IsStatic ? null : ActivatorUtilities.CreateInstance(durable.Services, function.DeclaringType!);
        var arguments = function.GetParameters().Select(parameter => Argument(parameter, http, durable)).ToArray();
        var answer = await (Task<HttpResponseData>)function.Invoke(endpoint, arguments)!;
        await HostRequest.SendAsync(answer, http.Response);
    }

    private static object? Argument(ParameterInfo parameter, HttpContext http, DurableHost durable) => parameter.ParameterType switch
    {
        var type when type == typeof(HttpRequestData) => new HostRequest(http),
        var type when type == typeof(DurableTaskClient) => durable.Client,
        var type when type == typeof(CancellationToken) => http.RequestAborted,
        _ => http.GetRouteValue(parameter.Name!),
    };
}
