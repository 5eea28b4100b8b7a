using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub verify</c> and <c>robot hub history</c>: whether the histories of tasks are as they were written.</summary>
internal static class HistoryCommand
{
    private const int Broken = 1;

    public static Command CreateVerify(HubCommandContext context)
    {
        var file = new Argument<FileInfo?>("file") { Description = "An exported history, which is verified without the store. Default: the store.", Arity = ArgumentArity.ZeroOrOne };
        var anchor = new Option<string?>("--anchor") { Description = "The hash of a checkpoint that you kept." };
        var command = new Command("verify", "Verifies the histories of all tasks, of the store or of an exported file. Exit code 1 if one was changed.") { file, anchor, context.Workspace };
        command.SetAction(async (parsed, cancellation) =>
        {
            byte[]? hash = null;
            if (parsed.GetValue(anchor) is { } text && !HistoryAnchor.TryParse(text, out hash))
            {
                return await HubCommandContext.RefuseAsync("--anchor is not the hash of a checkpoint, which has 64 hexadecimal digits.");
            }

            if (parsed.GetValue(file) is { } exported)
            {
                return exported.Exists ? Show(HistoryFile.Verify(File.ReadLines(exported.FullName), hash)) : await HubCommandContext.RefuseAsync($"There is no file {exported.FullName}.");
            }

            return await context.RunAsync(parsed, async (services, caller) =>
            {
                await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
                return Show(HistoryCheckpoints.Verify(store, caller.WorkspaceId, hash));
            }, cancellation);
        });
        return command;
    }

    public static Command CreateHistory(HubCommandContext context) => new("history", "Exports the histories of tasks, makes checkpoints of them, and erases what an entry says.")
    {
        context.Workspace,
        CreateExport(context),
        CreateCheckpoint(context),
        CreateRedact(context),
    };

    private static Command CreateExport(HubCommandContext context)
    {
        var file = new Argument<FileInfo>("file") { Description = "The file to write, one JSON object a line." };
        var command = new Command("export", "Writes the histories of all tasks to a file. It also shows votes that are still secret.") { file };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
            await using var output = parsed.GetRequiredValue(file).Create();
            foreach (var line in HistoryCheckpoints.Export(store, caller.WorkspaceId))
            {
                await output.WriteAsync(line, cancellation);
            }

            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateCheckpoint(HubCommandContext context)
    {
        var command = new Command("checkpoint", "Makes a checkpoint and prints its hash. Keep it elsewhere: it vouches for everything before it.");
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            if (await services.GetRequiredService<HistoryCheckpoints>().CreateAsync(caller.WorkspaceId, cancellation) is not { } made)
            {
                return await HubCommandContext.RefuseAsync("Nothing has happened since the last checkpoint.");
            }

            Console.WriteLine(Convert.ToHexStringLower(made.Hash));
            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateRedact(HubCommandContext context)
    {
        var task = new Argument<Guid>("task") { Description = "The id of the task." };
        var entry = new Argument<int>("entry") { Description = "The number of the entry, as `robot hub task show` prints it." };
        var command = new Command("redact", "Erases the content of a history entry for ever, for example personal data. Its hashes stay, so that the history is still verified.") { task, entry };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var (id, number) = (parsed.GetValue(task), parsed.GetValue(entry));
            switch (await services.GetRequiredService<HistoryRedaction>().RedactAsync(caller, id, number, cancellation))
            {
                case EntryRedacted:
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Entry {number} of task {id} is redacted."));
                    return HubCommand.Success;
                case RedactionRefused { Reason: var reason }:
                    return await HubCommandContext.RefuseAsync(reason);
                default:
                    return await HubCommandContext.RefuseAsync(string.Create(CultureInfo.InvariantCulture, $"The workspace has no task {id} with an entry {number}. `robot hub task show` lists the entries."));
            }
        }, cancellation));
        return command;
    }

    private static int Show(HistoryReport report)
    {
        foreach (var problem in report.Problems)
        {
            Console.WriteLine($"{(problem.TaskId is { } task ? $"task {task}{(problem.Sequence is { } number ? string.Create(CultureInfo.InvariantCulture, $", entry {number}") : "")}: " : "")}{problem.Text}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.IsIntact ? "Intact" : "Not intact")}: {report.Entries} entries of {report.Tasks} tasks, {report.Redacted.Count} redacted, {report.AfterLastCheckpoint} after the last checkpoint."));
        return report.IsIntact ? HubCommand.Success : Broken;
    }
}
