using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>
/// <c>/w/{workspace}/registry/{kind}/{id}/edit</c>: changes an object. Only the fields that were changed since the form was opened are saved. Those that
/// somebody else changed too are shown with both values, and the person decides.
/// </summary>
internal static class EditObjectPages
{
    public static void MapEditObjectPages(this IEndpointRouteBuilder pages)
    {
        var write = pages.MapGroup($"{RegistryPages.Path}/{KindConstraint.Parameter}/{{id:guid}}/edit").RequireScope(Scopes.RegistryWrite);
        write.MapGet("", ShowAsync);
        write.MapPost("", SaveAsync);
    }

    private static async Task<IResult> ShowAsync(RegistryKind kind, Guid id, Caller caller, HubStore store, HttpContext context) =>
        await FindAsync(kind, id, caller, store, context) is { } item
            ? await FormAsync(item, RegistryForm.Of(kind, RegistryDocument.FieldsOf(item), item.Version), store, context)
            : Problem.NotFound(kind.Title);

    private static async Task<IResult> SaveAsync(RegistryKind kind, Guid id, IFormCollection sent, Caller caller, RegistryObjects objects, HubStore store, HttpContext context)
    {
        var typed = RegistryForm.Read(kind, sent);
        if (await FindAsync(kind, id, caller, store, context) is not { } item)
        {
            return await AnswerDeletedAsync(kind, id, typed, caller, store, context);
        }

        if (await RegistryHistory.FieldsOfAsync(store, item, typed.Version, context.RequestAborted) is not { } fields)
        {
            return Problem.BadRequest("The form is not complete. Nothing was changed. Open the page again and send it once more.");
        }

        var opened = RegistryForm.Of(kind, fields, typed.Version);
        var (members, problem) = typed.Parse(kind, typed.ChangedFrom(opened, kind));
        if (problem is not null)
        {
            return await FormAsync(item, typed, store, context, Problem.Invalid(problem.Detail), problem);
        }

        var result = await objects.MergeAsync(caller, kind, id, members, typed.Version, context.RequestAborted);
        return result.Problem switch
        {
            null => new SeeOther(WorkspacePath.Of(context, ObjectLink.Of(item).Path), new FlashMessage("The changes were saved.")),
            { Status: StatusCodes.Status404NotFound } => await AnswerDeletedAsync(kind, id, typed, caller, store, context),
            { Status: StatusCodes.Status412PreconditionFailed } => await AnswerConflictAsync(kind, id, typed, opened, caller, store, context),
            var refused => await FormAsync(item, typed, store, context, refused, result.Field is { } field ? new FieldProblem(field, refused.Detail) : null),
        };
    }

    // The form then starts from what is stored now, with what this person changed on top.
    private static async Task<IResult> AnswerConflictAsync(RegistryKind kind, Guid id, RegistryForm typed, RegistryForm opened, Caller caller, HubStore store, HttpContext context)
    {
        if (await FindAsync(kind, id, caller, store, context) is not { } item)
        {
            return await AnswerDeletedAsync(kind, id, typed, caller, store, context);
        }

        var stored = RegistryForm.Of(kind, RegistryDocument.FieldsOf(item), item.Version);
        var texts = stored.Texts.ToDictionary();
        var theirs = new Dictionary<string, string>();
        foreach (var field in typed.ChangedFrom(opened, kind).Select(static field => field.Name))
        {
            texts[field] = typed.TextOf(field);
            if (!RegistryForm.IsSame(stored.TextOf(field), opened.TextOf(field)) && !RegistryForm.IsSame(stored.TextOf(field), typed.TextOf(field)))
            {
                theirs[field] = stored.TextOf(field);
            }
        }

        var last = await RegistryHistory.Of(store, caller.WorkspaceId, kind, id).FirstAsync(context.RequestAborted);
        return await FormAsync(
            item, new RegistryForm(texts, item.Version), store, context, ETags.Stale, problem: null, theirs, (await VersionRow.ReadAsync(store, [last], context.RequestAborted))[0]);
    }

    // Of what was typed, a new object can be made.
    private static async Task<IResult> AnswerDeletedAsync(RegistryKind kind, Guid id, RegistryForm typed, Caller caller, HubStore store, HttpContext context)
    {
        if (await RegistryHistory.Of(store, caller.WorkspaceId, kind, id).FirstOrDefaultAsync(context.RequestAborted) is not { } deletion)
        {
            return Problem.NotFound(kind.Title);
        }

        var place = RegistryDocument.Read(deletion.Document)[kind.ParentMember]?.ToString() ?? "";
        var texts = typed.Texts.ToDictionary();
        texts.TryAdd(kind.ParentMember, place);
        return await NewObjectPages.FormAsync(
            kind, new RegistryForm(texts, Version: 0), caller, store, context, Problem.Conflict($"{deletion.Actor} deleted this {kind.Title} while you edited it. What you typed is below: create it again with it, or leave the page."));
    }

    private static async Task<IResult> FormAsync(
        RegistryItem item, RegistryForm form, HubStore store, HttpContext context, Problem? refused = null, FieldProblem? problem = null, IReadOnlyDictionary<string, string>? theirs = null, VersionRow? meanwhile = null)
    {
        var inputs = await new ObjectForm(store, item.WorkspaceId, item.Kind, context.RequestAborted).ReadAsync(WithPlace(form, item), isNew: false, problem, theirs);
        return new HtmlPage<EditObjectPage>(
            new()
            {
                [nameof(EditObjectPage.Object)] = ObjectLink.Of(item),
                [nameof(EditObjectPage.Version)] = form.Version,
                [nameof(EditObjectPage.Inputs)] = inputs,
                [nameof(EditObjectPage.Problem)] = inputs.Any(static input => input.Error is not null) ? null : refused?.Detail,
                [nameof(EditObjectPage.Meanwhile)] = meanwhile,
            },
            refused?.Status ?? StatusCodes.Status200OK);
    }

    // What cannot move has no input for its place, by which others of its inputs are limited.
    private static RegistryForm WithPlace(RegistryForm form, RegistryItem item) => form.Texts.ContainsKey(item.Kind.ParentMember) ? form
        : form with { Texts = new Dictionary<string, string>(form.Texts) { [item.Kind.ParentMember] = item.ParentId?.ToString() ?? "" } };

    private static Task<RegistryItem?> FindAsync(RegistryKind kind, Guid id, Caller caller, HubStore store, HttpContext context) =>
        store.RegistryItems.AsNoTracking().SingleOrDefaultAsync(item => item.Id == id && item.WorkspaceId == caller.WorkspaceId && item.Kind == kind, context.RequestAborted);
}
