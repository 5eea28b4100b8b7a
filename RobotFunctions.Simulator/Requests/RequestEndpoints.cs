using System.Runtime.InteropServices;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Simulator.Storage;

namespace RobotFunctions.Simulator.Requests;

/// <summary>The endpoints for pushed requests: reporting a result and getting the status (protocol 1.2 to 1.4).</summary>
internal sealed class RequestEndpoints(
    SimulatorOptions options, SignatureGate gate, PushedRequests requests, SimulatedStorage storage, CallbackLog callbacks, Imports imports)
{
    private bool IsG1 => options.Generation == ApiGeneration.G1;

    public void Map(IEndpointRouteBuilder routes)
    {
        switch (options.Generation)
        {
            case ApiGeneration.G1:
                Post(routes, "/robot/enhancement/single/", TakeSingleResultAsync);
                Post(routes, "/robot/enhancement/batch/", TakeBatchResultAsync);
                Get(routes, "/references/enhancement/single/request/{id}/", RefuseSignatureAsync);
                Get(routes, "/references/enhancement/batch/request/{id}/", RefuseSignatureAsync);
                break;
            case ApiGeneration.G15:
                Post(routes, "/v1/enhancement-requests/single-requests/{id}/results/", TakeSingleResultAsync);
                Post(routes, "/v1/enhancement-requests/batch-requests/{id}/results/", TakeBatchResultAsync);
                Get(routes, "/v1/enhancement-requests/single-requests/{id}/", context => ReadAsync(context, isSingle: true));
                Get(routes, "/v1/enhancement-requests/batch-requests/{id}/", context => ReadAsync(context, isSingle: false));
                break;
            case ApiGeneration.G2:
                Post(routes, "/v1/enhancement-requests/{id}/results/", TakeBatchResultAsync);
                Post(routes, "/v1/enhancement-requests/batch-requests/{id}/results/", TakeBatchResultAsync);
                Get(routes, "/v1/enhancement-requests/{id}/", context => ReadAsync(context, isSingle: false));
                break;
            default:
                break;
        }
    }

    private static void Post(IEndpointRouteBuilder routes, string path, RequestDelegate take) =>
        routes.MapMethods(path, [HttpMethods.Post], take).WithMetadata(new CallEndpoint(CallKind.Callback));

    private static void Get(IEndpointRouteBuilder routes, string path, RequestDelegate read) =>
        routes.MapMethods(path, [HttpMethods.Get], read).WithMetadata(new CallEndpoint(CallKind.RequestStatus));

    // In G1 only users and services may get the status.
    private static Task RefuseSignatureAsync(HttpContext context) => Answers.Detail(context, 401, "Authorization HTTPBearer header missing.");

    private async Task TakeSingleResultAsync(HttpContext context)
    {
        if (await ReadResultAsync(context, isSingle: true) is not { } call)
        {
            return;
        }

        var (request, result) = call;
        if (result.Error is { } error)
        {
            request.Fail(error);
            await AnswerAsync(context, 200, request, result);
        }
        else if (SingleResult.ReferenceOf(result) != request.References.Ids[0])
        {
            await Answers.Detail(context, 422, "Enhancement is for a different reference than requested.");
        }
        else
        {
            request.Complete(ImportReport.OfSingle(request.Id));
            await AnswerAsync(context, IsG1 ? 200 : 201, request, result);
        }
    }

    private async Task TakeBatchResultAsync(HttpContext context)
    {
        if (await ReadResultAsync(context, isSingle: false) is not { } call)
        {
            return;
        }

        var (request, result) = call;
        if (result.Error is { } error)
        {
            request.Fail(error);
            await AnswerAsync(context, 200, request, result);
            return;
        }

        request.StartImport();
        var isCommitted = request.IsCommitted;
        try
        {
            await AnswerAsync(context, IsG1 ? 200 : 202, request, result);
        }
        finally
        {
            imports.Start(request.Id, cancellation => ImportAsync(request, isCommitted, cancellation));
        }
    }

    private async Task ImportAsync(PushedRequest request, bool isCommitted, CancellationToken cancellation)
    {
        if (!isCommitted)
        {
            request.Fail("Batch enhancement request has no result file. This should not happen.");
            return;
        }

        var result = await ResultImport.RunAsync(
            request.Id,
            storage.PathOf(request.ResultBlob),
            storage.PathOf(request.ValidationBlob),
            request.References,
            ImportRules.OfPushes,
            cancellation);
        request.Complete(result.Report);
    }

    private async Task<(PushedRequest Request, RobotResultBody Result)?> ReadResultAsync(HttpContext context, bool isSingle)
    {
        if (await gate.AdmitAsync(context) is not { } body)
        {
            return null;
        }

        if (PathId.Problem(context) is { } pathProblem)
        {
            await Answers.Invalid(context, pathProblem);
            return null;
        }

        if (!RobotResultBody.TryRead(body, out var result, out var problem))
        {
            await Answers.Invalid(context, problem);
            return null;
        }

        if (isSingle && SingleResult.Problem(result) is { } misfit)
        {
            await Answers.Invalid(context, misfit);
            return null;
        }

        if (Find(result.RequestId, isSingle) is not { } request)
        {
            await Answers.NotFound(context, ModelName(isSingle), result.RequestId.Value, always404: IsG1);
            return null;
        }

        return (request, result);
    }

    private async Task ReadAsync(HttpContext context, bool isSingle)
    {
        if (await gate.AdmitAsync(context) is null)
        {
            return;
        }

        if (PathId.Problem(context) is { } problem)
        {
            await Answers.Invalid(context, problem);
        }
        else if (Find(new BatchId(PathId.Of(context)), isSingle) is { } request)
        {
            await WriteAsync(context, 200, request);
        }
        else
        {
            await Answers.NotFound(context, ModelName(isSingle), PathId.Of(context), always404: true);
        }
    }

    // Until July 2025 a single request was committed after the robot's response: an earlier callback does not find it.
    private PushedRequest? Find(BatchId id, bool isSingle) =>
        requests.Find(id) is { } request && request.IsSingle == isSingle && (!(isSingle && IsG1) || request.IsCommitted) ? request : null;

    private string ModelName(bool isSingle) =>
        isSingle || options.Generation == ApiGeneration.G2 ? "EnhancementRequest" : "BatchEnhancementRequest";

    private Task AnswerAsync(HttpContext context, int status, PushedRequest request, RobotResultBody result)
    {
        callbacks.Add(new ReceivedCallback(request.Id, status, result.Error, JsonMarshal.GetRawUtf8Value(result.Root).ToArray(), options.Time.GetUtcNow()));
        return WriteAsync(context, status, request);
    }

    private Task WriteAsync(HttpContext context, int status, PushedRequest request) => request.IsSingle
        ? Answers.Json(context, status, ReadOfSingle(request), RequestJson.Wire.SingleRequestRead)
        : Answers.Json(context, status, ReadOfBatch(request), RequestJson.Wire.BatchRequestRead);

    private static SingleRequestRead ReadOfSingle(PushedRequest request) =>
        new(request.Id, request.References.Ids[0], request.Robot.Id, request.ExtraFields, request.Status, request.Error);

    private BatchRequestRead ReadOfBatch(PushedRequest request) => new(
        request.Id,
        request.Robot.Id,
        request.References.Ids,
        Source: null,
        request.Status,
        request.IsCommitted ? storage.ReadUrl(request.ReferenceBlob) : null,
        request.IsCommitted ? storage.WriteUrl(request.ResultBlob) : null,
        File.Exists(storage.PathOf(request.ValidationBlob)) ? storage.ReadUrl(request.ValidationBlob) : null,
        request.Error);
}
