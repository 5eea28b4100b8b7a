using System.CommandLine;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub task export</c>: the tasks of a running Hub as a file.</summary>
internal static class TaskExportCommand
{
    // Not of the same name as the file, which stays as it was until the new one is complete.
    private const string PartSuffix = ".part";

    public static Command Create(HubCommandContext context)
    {
        var filters = new TaskFilterOptions();
        var file = new Argument<FileInfo?>("file") { Description = "The file to write. Default: standard output.", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<string>("--format") { Description = "csv or jsonl.", DefaultValueFactory = static _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "jsonl");
        var command = new Command("export", "Writes all tasks that wait for a decision to a file, the oldest first.") { file, format };
        filters.AddTo(command);
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var path = $"tasks/export?format={parsed.GetValue(format)}&{filters.QueryOf(parsed)}";
            try
            {
                await (parsed.GetValue(file) is { } wanted ? WriteAsync(api, path, wanted.FullName, cancellation) : PrintAsync(api, path, cancellation));
                return HubCommand.Success;
            }
            catch (Exception failed) when (failed is UnauthorizedAccessException or IOException and not HttpIOException)
            {
                return await HubCommandContext.RefuseAsync($"The tasks cannot be written: {failed.Message} Choose another file, or make room.");
            }
        }));
        return command;
    }

    private static async Task PrintAsync(HubApi api, string path, CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        await api.DownloadAsync(path, output, cancellation);
    }

    private static async Task WriteAsync(HubApi api, string path, string file, CancellationToken cancellation)
    {
        var part = file + PartSuffix;
        try
        {
            await using (var output = File.Create(part))
            {
                await api.DownloadAsync(path, output, cancellation);
            }

            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
