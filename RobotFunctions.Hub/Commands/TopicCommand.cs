using System.CommandLine;
using System.Globalization;
using RobotFunctions.Hub.Assistance.Files;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub topics</c>: makes topics what a file declares, and writes that file. A running Hub follows the changes within a minute.</summary>
internal static class TopicCommand
{
    public static Command Create(HubCommandContext context) => new("topics", "Compares the topics of requests for assistance with a file, applies it, and writes it.")
    {
        context.Workspace,
        CreatePlan(context),
        CreateApply(context),
        CreateExport(context),
    };

    private static Command CreatePlan(HubCommandContext context)
    {
        var file = File();
        var command = new Command("plan", "Shows what apply would change. The exit code is 0 with and without changes.") { file };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var (_, plan) = await PlanAsync(parsed.GetRequiredValue(file), async declared => await services.GetRequiredService<TopicFiles>().PlanAsync(caller, declared, cancellation), cancellation);
            return plan is null ? HubCommand.Usage : HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateApply(HubCommandContext context)
    {
        var file = File();
        var yes = new Option<bool>("--yes") { Description = "Applies without asking." };
        var command = new Command("apply", "Shows what changes, asks, and applies all of it or nothing.") { file, yes };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var files = services.GetRequiredService<TopicFiles>();
            var (declared, plan) = await PlanAsync(parsed.GetRequiredValue(file), async read => await files.PlanAsync(caller, read, cancellation), cancellation);
            if (plan is null)
            {
                return HubCommand.Usage;
            }

            if (plan.Changes.Count == 0)
            {
                return HubCommand.Success;
            }

            if (!parsed.GetValue(yes) && !await HubCommandContext.ConfirmAsync("Apply these changes?"))
            {
                return await HubCommandContext.RefuseAsync("Nothing was changed.");
            }

            return await files.ApplyAsync(caller, declared!, plan, cancellation) is { } problem ? await HubCommandContext.RefuseAsync(problem) : HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateExport(HubCommandContext context)
    {
        var command = new Command("export", "Writes the topics and channels of the workspace, without secrets, as a file that plan and apply read.");
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            await services.GetRequiredService<TopicFiles>().ExportAsync(caller, Console.Out, cancellation);
            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Argument<FileInfo> File() => new Argument<FileInfo>("file") { Description = "The file: YAML." }.AcceptExistingOnly();

    // Shows the plan, or everything that is wrong with the file.
    private static async Task<(TopicFile? File, TopicPlan? Plan)> PlanAsync(FileInfo path, Func<TopicFile, Task<TopicPlan>> plan, CancellationToken cancellation)
    {
        var (file, problems) = TopicFileReader.Read(await System.IO.File.ReadAllBytesAsync(path.FullName, cancellation));
        var planned = file is null ? null : await plan(file);
        problems = planned?.Problems ?? problems;
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path}:{problem.Line}: {problem.Text}"));
        }

        if (planned is null || problems.Count > 0)
        {
            return (file, null);
        }

        foreach (var line in planned.Lines())
        {
            Console.WriteLine(line);
        }

        var created = planned.Changes.Count(static change => change.Sign == '+');
        Console.WriteLine(planned.Changes.Count == 0
            ? "The topics are as the file declares."
            : string.Create(CultureInfo.InvariantCulture, $"{created} to create, {planned.Changes.Count - created} to change."));
        return (file, planned);
    }
}
