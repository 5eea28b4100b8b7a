using System.Collections.Concurrent;
using System.Security.Cryptography;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;

namespace RobotFunctions.Simulator.Robots;

/// <summary>The endpoints for the registration of robots, which take the bearer token of a person (protocol section 6).</summary>
internal sealed class RobotEndpoints(SimulatorOptions options, RegisteredRobots robots)
{
    private readonly ConcurrentDictionary<string, RegistrationBody> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RobotId, RegistrationBody> _registered = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        var root = options.Generation == ApiGeneration.G1 ? "/robot/" : "/v1/robots/";
        routes.MapMethods(root, [HttpMethods.Post], RegisterAsync).WithMetadata(new CallEndpoint(CallKind.RegisterRobot));
        routes.MapMethods(root + "{id}/secret/", [HttpMethods.Post], RotateAsync).WithMetadata(new CallEndpoint(CallKind.RotateSecret));
    }

    private async Task RegisterAsync(HttpContext context)
    {
        if (!await AdmitAsync(context))
        {
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (!RegistrationBody.TryRead(body.ToArray(), options.Generation, out var wanted, out var problem))
        {
            await Answers.Invalid(context, problem);
        }
        else if (!_names.TryAdd(wanted.Name, wanted))
        {
            await Answers.Detail(context, 409, $"Unable to add Robot: duplicate name '{wanted.Name}'.");
        }
        else
        {
            var robot = robots.Register(wanted.Entitlements);
            robot.BaseUrl = wanted.BaseUrl is null ? null : new Uri(wanted.BaseUrl);
            _registered[robot.Id] = wanted;
            await AnswerAsync(context, robot);
        }
    }

    private async Task RotateAsync(HttpContext context)
    {
        if (!await AdmitAsync(context))
        {
            return;
        }

        if (PathId.Problem(context) is { } problem)
        {
            await Answers.Invalid(context, problem);
        }
        else if (robots.Find(new RobotId(PathId.Of(context))) is { } robot)
        {
            robot.RotateSecret(RandomNumberGenerator.GetHexString(64, lowercase: true));
            await AnswerAsync(context, robot);
        }
        else
        {
            await Answers.NotFound(context, "Robot", PathId.Of(context), always404: true);
        }
    }

    private async Task<bool> AdmitAsync(HttpContext context)
    {
        if (options.Token is { } token && context.Request.Headers.Authorization == $"Bearer {token}")
        {
            return true;
        }

        await Answers.Detail(context, 401, context.Request.Headers.Authorization.Count == 0 ? "Authorization HTTPBearer header missing." : "Unable to parse authentication token.");
        return false;
    }

    private Task AnswerAsync(HttpContext context, RegisteredRobot robot)
    {
        var known = _registered.GetValueOrDefault(robot.Id);
        var body = new ProvisionedRobotBody(
            robot.Id, known?.Name ?? robot.Id.ToString(), known?.Description ?? "", known?.Owner ?? "", robot.Entitlements, known?.BaseUrl, robot.Secret);
        return Answers.Json(context, 201, body, RobotJson.Default.ProvisionedRobotBody);
    }
}
