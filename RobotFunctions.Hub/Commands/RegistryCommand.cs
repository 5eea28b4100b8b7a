using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Registry.Files;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub registry</c>: makes the registry what a file declares, and writes that file. A running Hub sees the changes at once.</summary>
internal static class RegistryCommand
{
    public static Command Create(HubCommandContext context) => new("registry", "Compares the registry with a file, applies it, and writes it.")
    {
        context.Workspace,
        CreatePlan(context),
        CreateApply(context),
        CreateExport(context),
    };

    private static Command CreatePlan(HubCommandContext context)
    {
        var (file, prune) = (File(), Prune());
        var command = new Command("plan", "Shows what apply would change. The exit code is 0 with and without changes.") { file, prune };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            try
            {
                Show(await services.GetRequiredService<RegistryFiles>().PlanAsync(caller, Read(parsed.GetRequiredValue(file)), parsed.GetValue(prune), cancellation));
                return HubCommand.Success;
            }
            catch (RegistryFileException invalid)
            {
                return await RefuseAsync(parsed.GetRequiredValue(file), invalid);
            }
        }, cancellation));
        return command;
    }

    private static Command CreateApply(HubCommandContext context)
    {
        var (file, prune) = (File(), Prune());
        var yes = new Option<bool>("--yes") { Description = "Applies without asking." };
        var command = new Command("apply", "Shows what changes, asks, and applies all of it or nothing.") { file, prune, yes };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            try
            {
                var files = services.GetRequiredService<RegistryFiles>();
                var declared = Read(parsed.GetRequiredValue(file));
                var planned = await files.PlanAsync(caller, declared, parsed.GetValue(prune), cancellation);
                Show(planned);
                if (planned.Count == 0)
                {
                    return HubCommand.Success;
                }

                if (!parsed.GetValue(yes) && !await HubCommandContext.ConfirmAsync("Apply these changes?"))
                {
                    return await HubCommandContext.RefuseAsync("Nothing was changed.");
                }

                return await files.ApplyAsync(caller, declared, parsed.GetValue(prune), planned, cancellation) is { } problem ? await HubCommandContext.RefuseAsync(problem) : HubCommand.Success;
            }
            catch (RegistryFileException invalid)
            {
                return await RefuseAsync(parsed.GetRequiredValue(file), invalid);
            }
        }, cancellation));
        return command;
    }

    private static Command CreateExport(HubCommandContext context)
    {
        var command = new Command("export", "Writes the registry of the workspace as a file that plan and apply read.");
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
            new RegistryExport(await RegistryIndex.ReadAsync(store, caller.WorkspaceId, cancellation)).Write(Console.Out);
            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Argument<FileInfo> File() => new Argument<FileInfo>("file") { Description = "The file: YAML." }.AcceptExistingOnly();

    private static Option<bool> Prune() => new("--prune") { Description = "Also deletes what the file does not have." };

    private static IReadOnlyList<FileObject> Read(FileInfo file)
    {
        using var text = file.OpenText();
        return RegistryFile.Read(text);
    }

    private static void Show(IReadOnlyList<PlannedChange> changes)
    {
        foreach (var line in changes.SelectMany(static change => change.Lines()))
        {
            Console.WriteLine(line);
        }

        var (created, updated) = (changes.Count(static change => change.Action == PlannedAction.Create), changes.Count(static change => change.Action == PlannedAction.Update));
        Console.WriteLine(changes.Count == 0
            ? "The registry is as the file declares."
            : string.Create(CultureInfo.InvariantCulture, $"{created} to create, {updated} to update, {changes.Count - created - updated} to delete."));
    }

    private static Task<int> RefuseAsync(FileInfo file, RegistryFileException invalid) =>
        HubCommandContext.RefuseAsync(string.Create(CultureInfo.InvariantCulture, $"{file}:{invalid.Line}: {invalid.Message}"));
}
