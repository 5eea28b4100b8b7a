using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Channels.Pages;

/// <summary><c>/w/{workspace}/channels</c>: how people are told.</summary>
internal static class ChannelPages
{
    private const string Path = "channels";
    private const string PreviewButton = "preview";

    public static void MapChannelPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.AssistanceRead);
        read.MapGet("", ListAsync).WithNavigation("Channels", order: 26);
        read.MapGet("/{id:guid}", ShowAsync);
        var write = pages.MapGroup(Path).RequireScope(Scopes.AssistanceWrite);
        write.MapGet("/new", static IResult ([FromQuery(Name = "kind")] string? kind) => NewForm(new ChannelForm { Kind = ChannelKindTexts.Parse(kind ?? "") ?? ChannelKind.Slack }));
        write.MapPost("", CreateAsync);
        write.MapGet("/{id:guid}/edit", EditAsync);
        write.MapPost("/{id:guid}/edit", SaveAsync);
        write.MapPost("/{id:guid}/test", TestAsync);
        write.MapPost("/{id:guid}/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (channels, problem) = await ChannelEndpoints.ReadPageAsync(page, caller, store, context);
        return problem ?? (IResult)new HtmlPage<ChannelListPage>(new() { [nameof(ChannelListPage.Channels)] = channels });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, ChannelDirectory channels, HttpContext context) =>
        await channels.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is not { } channel ? Problem.NotFound("channel")
        : new HtmlPage<ChannelPage>(new()
        {
            [nameof(ChannelPage.Channel)] = ChannelAnswer.Of(channel),
            [nameof(ChannelPage.Preview)] = ChannelPreview.Of(channel.Kind, ChannelSettings.Of(channel), TestMessage(caller, context)),
        });

    private static async Task<IResult> CreateAsync(IFormCollection sent, Caller caller, ChannelDirectory channels, HttpContext context)
    {
        if (ChannelKindTexts.Parse(sent["kind"].ToString()) is not { } kind)
        {
            return Problem.BadRequest("Choose a kind of channel.");
        }

        var form = ChannelForm.Read(sent, kind);
        if (sent.ContainsKey(PreviewButton))
        {
            var (preview, invalid) = Preview(form, caller, context);
            return NewForm(form, invalid, preview);
        }

        var result = await channels.CreateAsync(caller, kind, form.ToInput(), context.RequestAborted);
        return result.Channel is { } created
            ? new SeeOther(WorkspacePath.Of(context, $"{Path}/{created.Id}"), new FlashMessage($"The channel {created.Name} was created. Send a test to see whether it works."))
            : NewForm(form, result);
    }

    private static async Task<IResult> EditAsync(Guid id, Caller caller, ChannelDirectory channels, HttpContext context) =>
        await channels.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is { } channel ? EditForm(channel, ChannelForm.Of(channel)) : Problem.NotFound("channel");

    private static async Task<IResult> SaveAsync(Guid id, IFormCollection sent, Caller caller, ChannelDirectory channels, HttpContext context)
    {
        if (await channels.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is not { } before)
        {
            return Problem.NotFound("channel");
        }

        var form = ChannelForm.Read(sent, before.Kind);
        if (sent.ContainsKey(PreviewButton))
        {
            var (preview, invalid) = Preview(form, caller, context);
            return EditForm(before, form, invalid, preview);
        }

        var result = await channels.ChangeAsync(caller, id, form.ToInput(), form.Tag, context.RequestAborted);
        if (result.Channel is not null)
        {
            return new SeeOther(WorkspacePath.Of(context, $"{Path}/{id}"), new FlashMessage("The changes were saved."));
        }

        // What was typed stays; sending the form again means to replace what is stored now.
        return await channels.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is { } stored
            ? EditForm(stored, result.Problem == ETags.Stale ? form with { Tag = stored.Tag } : form, result)
            : Problem.NotFound("channel");
    }

    private static async Task<IResult> TestAsync(Guid id, Caller caller, ChannelTesting testing, HttpContext context)
    {
        var (test, problem) = await testing.RunAsync(caller, id, context.RequestAborted);
        return problem is { Status: StatusCodes.Status404NotFound }
            ? problem
            : new SeeOther(WorkspacePath.Of(context, $"{Path}/{id}"), test switch
            {
                { Delivered: true } => new FlashMessage($"The test was delivered. {test.Answer}"),
                not null => new FlashMessage($"The test was not delivered. {test.Answer}", Refused: true),
                null => new FlashMessage(problem!.Detail, Refused: true),
            });
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, ChannelDirectory channels, HttpContext context)
    {
        var result = await channels.DeleteAsync(caller, id, ifMatch: "*", context.RequestAborted);
        return result switch
        {
            { Channel: { } deleted } => new SeeOther(WorkspacePath.Of(context, Path), new FlashMessage($"The channel {deleted.Name} was deleted.")),
            { Problem: { Status: StatusCodes.Status404NotFound } problem } => problem,
            _ => new SeeOther(WorkspacePath.Of(context, $"{Path}/{id}"), new FlashMessage(result.Problem!.Detail, Refused: true)),
        };
    }

    private static (IReadOnlyList<(string, string)>? Parts, ChannelResult? Refused) Preview(ChannelForm form, Caller caller, HttpContext context)
    {
        var settings = form.ToInput().Over(new ChannelSettings());
        return ChannelInput.TemplateProblem(settings) is { } problem
            ? (null, ChannelResult.Invalid(problem))
            : (ChannelPreview.Of(form.Kind, settings, TestMessage(caller, context)), null);
    }

    private static Message TestMessage(Caller caller, HttpContext context) => Message.Test(
        caller.WorkspaceId, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), context.RequestServices.GetRequiredService<HubOptions>().PublicUrl);

    private static HtmlPage<NewChannelPage> NewForm(ChannelForm form, ChannelResult? refused = null, IReadOnlyList<(string, string)>? preview = null) => new(
        new()
        {
            [nameof(NewChannelPage.Form)] = form with { Secret = "" },
            [nameof(NewChannelPage.Problem)] = refused?.ToFieldProblem(),
            [nameof(NewChannelPage.Preview)] = preview ?? [],
        },
        refused?.Problem?.Status ?? StatusCodes.Status200OK);

    private static HtmlPage<EditChannelPage> EditForm(Channel stored, ChannelForm form, ChannelResult? refused = null, IReadOnlyList<(string, string)>? preview = null) => new(
        new()
        {
            [nameof(EditChannelPage.Stored)] = ChannelAnswer.Of(stored),
            [nameof(EditChannelPage.Form)] = form with { Secret = "" },
            [nameof(EditChannelPage.Problem)] = refused?.ToFieldProblem(),
            [nameof(EditChannelPage.Preview)] = preview ?? [],
        },
        refused?.Problem?.Status ?? StatusCodes.Status200OK);
}
