using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox;

/// <summary><c>/api/v1/history</c>: whether the histories of tasks are as they were written; and the erasure of what an entry says.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/history/verification", Verify).RequireScope(Scopes.AuditRead).WithTags("history")
            .WithName("VerifyHistory").WithSummary("Verifies the histories of all tasks. It reads them all.").Produces<VerificationView>();
        api.MapPost("/history/checkpoints", CheckpointAsync).RequireScope(Scopes.SchemasWrite).WithTags("history")
            .WithName("CreateCheckpoint").WithSummary("Makes a checkpoint of what has happened since the last one.")
            .Produces<CheckpointView>(StatusCodes.Status201Created).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/tasks/{id:guid}/history/{sequence:int}/redact", RedactAsync).RequireScope(Scopes.TasksRedact).WithTags("history")
            .WithName("RedactEntry").WithSummary("Erases the content of a history entry for ever, and keeps its hashes.").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Verify([FromQuery(Name = "anchor"), Description("The hash of a checkpoint that you keep.")] string? anchor, Caller caller, HubStore store)
    {
        if (anchor is null)
        {
            return Results.Ok(VerificationView.Of(HistoryCheckpoints.Verify(store, caller.WorkspaceId, anchor: null)));
        }

        return HistoryAnchor.TryParse(anchor, out var hash)
            ? Results.Ok(VerificationView.Of(HistoryCheckpoints.Verify(store, caller.WorkspaceId, hash)))
            : Problem.BadRequest(string.Create(CultureInfo.InvariantCulture, $"anchor must be the hash of a checkpoint: {SHA256.HashSizeInBytes * 2} hexadecimal digits."));
    }

    private static async Task<IResult> CheckpointAsync(Caller caller, HistoryCheckpoints checkpoints, HttpContext context) =>
        await checkpoints.CreateAsync(caller.WorkspaceId, context.RequestAborted) is { } made
            ? Results.Json(new CheckpointView(made.Number, Convert.ToHexStringLower(made.Hash), made.Heads.Count), statusCode: StatusCodes.Status201Created)
            : Results.NoContent();

    private static async Task<IResult> RedactAsync(Guid id, int sequence, Caller caller, HistoryRedaction redaction, HttpContext context) =>
        await redaction.RedactAsync(caller, id, sequence, context.RequestAborted) switch
        {
            EntryRedacted => Results.NoContent(),
            RedactionRefused { Reason: var reason } => Problem.Conflict(reason),
            _ => Problem.NotFound("task with such a history entry"),
        };
}
