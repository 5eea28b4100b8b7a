using System.Runtime.InteropServices;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Simulator.Storage;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The endpoints of G3: poll, refresh URLs, renew the lease, report the result (protocol 1.5).</summary>
internal sealed class BatchEndpoints(
    SimulatorOptions options, SignatureGate gate, LeasedBatches batches, SimulatedStorage storage, CallbackLog callbacks)
{
    private const string Root = "/v1/robot-enhancement-batches/";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Root, [HttpMethods.Post], PollAsync).WithMetadata(new CallEndpoint(CallKind.Poll));
        routes.MapMethods(Root + "{id}/", [HttpMethods.Get], RefreshAsync).WithMetadata(new CallEndpoint(CallKind.RefreshBatch));
        routes.MapMethods(Root + "{id}/renew-lease/", [HttpMethods.Patch], RenewAsync).WithMetadata(new CallEndpoint(CallKind.RenewLease));
        routes.MapMethods(Root + "{id}/results/", [HttpMethods.Post], TakeResultAsync).WithMetadata(new CallEndpoint(CallKind.Callback));
    }

    private async Task PollAsync(HttpContext context)
    {
        if (await gate.AdmitAsync(context) is null)
        {
            return;
        }

        var query = context.Request.Query;
        if (!PollQuery.TryReadRobot(query, out var robot, out var problem)
            || !PollQuery.TryReadLimit(query, out var limit, out problem)
            || !PollQuery.TryReadLease(query, out var lease, out problem))
        {
            await Answers.Invalid(context, problem);
        }
        else if (limit < 0 || lease <= TimeSpan.Zero)
        {
            await Answers.InternalServerError(context);
        }
        else if (await batches.ClaimAsync(robot, limit, lease) is { } batch)
        {
            await WriteUrlsAsync(context, batch);
        }
        else
        {
            context.Response.StatusCode = 204;
        }
    }

    private async Task RefreshAsync(HttpContext context)
    {
        if (await gate.AdmitAsync(context) is not null && await FindAsync(context) is { } batch)
        {
            await WriteUrlsAsync(context, batch);
        }
    }

    private async Task RenewAsync(HttpContext context)
    {
        if (await gate.AdmitAsync(context) is null)
        {
            return;
        }

        if (!PollQuery.TryReadLease(context.Request.Query, out var lease, out var problem))
        {
            await Answers.Invalid(context, problem);
        }
        else if (await FindAsync(context) is { } batch)
        {
            await RenewAsync(context, batch, lease);
        }
    }

    private Task RenewAsync(HttpContext context, LeasedBatch batch, TimeSpan lease) =>
        lease <= TimeSpan.Zero ? Answers.InternalServerError(context)
        : batches.Renew(batch, lease) is { } expiresAt ? context.Response.WriteAsync(PythonTime.IsoFormat(expiresAt), context.RequestAborted)
        : Answers.Detail(context, 409, "This batch has no pending enhancements. They may have already expired or been completed.");

    private async Task TakeResultAsync(HttpContext context)
    {
        if (await gate.AdmitAsync(context) is not { } body)
        {
            return;
        }

        if (!RobotResultBody.TryRead(body, out var result, out var problem))
        {
            await Answers.Invalid(context, problem);
        }
        else if (PathId.Problem(context) is null && result.RequestId.Value != PathId.Of(context))
        {
            await Answers.Detail(context, 400, "Request ID mismatch");
        }
        else if (await FindAsync(context) is { } batch)
        {
            await TakeResultAsync(context, batch, result);
        }
    }

    private Task TakeResultAsync(HttpContext context, LeasedBatch batch, RobotResultBody result)
    {
        if (result.Error is { } error)
        {
            return batches.Fail(batch, error) ? TakenAsync(context, 200, batch, result) : Answers.InternalServerError(context);
        }

        return batches.StartImport(batch) is { } blocking
            ? Answers.Detail(context, 422, $"Cannot process results: Cannot transition from status '{blocking.Text()}' to 'importing'")
            : TakenAsync(context, 202, batch, result);
    }

    private Task TakenAsync(HttpContext context, int status, LeasedBatch batch, RobotResultBody result)
    {
        callbacks.Add(new ReceivedCallback(batch.Id, status, result.Error, JsonMarshal.GetRawUtf8Value(result.Root).ToArray(), options.Time.GetUtcNow()));
        var read = new PolledBatchRead(
            batch.Id, batch.Robot.Id, null, storage.ReadUrl(batch.ReferenceBlob), storage.WriteUrl(batch.ResultBlob), null, batch.Error);
        return Answers.Json(context, status, read, BatchJson.Wire.PolledBatchRead);
    }

    private Task WriteUrlsAsync(HttpContext context, LeasedBatch batch) => Answers.Json(
        context,
        200,
        new PolledBatchBody(batch.Id, storage.ReadUrl(batch.ReferenceBlob), storage.WriteUrl(batch.ResultBlob), null),
        BatchJson.Wire.PolledBatchBody);

    private async Task<LeasedBatch?> FindAsync(HttpContext context)
    {
        if (PathId.Problem(context) is { } problem)
        {
            await Answers.Invalid(context, problem);
            return null;
        }

        if (batches.Find(new BatchId(PathId.Of(context))) is { } batch)
        {
            return batch;
        }

        await Answers.NotFound(context, "RobotEnhancementBatch", PathId.Of(context), always404: true);
        return null;
    }
}
