using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary><c>/w/{workspace}/registry/{kind}/new</c>: creates an object.</summary>
internal static class NewObjectPages
{
    public static void MapNewObjectPages(this IEndpointRouteBuilder pages)
    {
        var write = pages.MapGroup($"{RegistryPages.Path}/{KindConstraint.Parameter}").RequireScope(Scopes.RegistryWrite);
        write.MapGet("/new", ShowAsync);
        write.MapPost("", CreateAsync);
    }

    /// <summary>The form, with what was typed.</summary>
    public static async Task<IResult> FormAsync(RegistryKind kind, RegistryForm form, Caller caller, HubStore store, HttpContext context, Problem? refused = null, FieldProblem? problem = null)
    {
        var inputs = await new ObjectForm(store, caller.WorkspaceId, kind, context.RequestAborted).ReadAsync(form, isNew: true, problem);
        return new HtmlPage<NewObjectPage>(
            new()
            {
                [nameof(NewObjectPage.Kind)] = kind,
                [nameof(NewObjectPage.Inputs)] = inputs,
                [nameof(NewObjectPage.Problem)] = inputs.Any(static input => input.Error is not null) ? null : refused?.Detail,
            },
            refused?.Status ?? StatusCodes.Status200OK);
    }

    private static Task<IResult> ShowAsync(RegistryKind kind, [FromQuery(Name = "in")] string? parent, Caller caller, HubStore store, HttpContext context) =>
        FormAsync(kind, new RegistryForm(new Dictionary<string, string> { [kind.ParentMember] = parent ?? "" }, Version: 0), caller, store, context);

    private static async Task<IResult> CreateAsync(RegistryKind kind, IFormCollection sent, Caller caller, RegistryObjects objects, HubStore store, HttpContext context)
    {
        var form = RegistryForm.Read(kind, sent);
        var (members, problem) = form.Parse(kind, kind.Fields);
        if (problem is not null)
        {
            return await FormAsync(kind, form, caller, store, context, Problem.Invalid(problem.Detail), problem);
        }

        var result = await objects.CreateAsync(caller, kind, members, context.RequestAborted);
        return result.Item is { } created
            ? new SeeOther(WorkspacePath.Of(context, ObjectLink.Of(created).Path), new FlashMessage($"The {kind.Title} {created.Name} was created."))
            : await FormAsync(kind, form, caller, store, context, result.Problem, result.Field is { } field ? new FieldProblem(field, result.Problem!.Detail) : null);
    }
}
