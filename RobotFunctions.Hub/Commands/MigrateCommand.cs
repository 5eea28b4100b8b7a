using System.CommandLine;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub migrate</c>: brings the tables of the store to a version.</summary>
internal static class MigrateCommand
{
    public static Command Create(HubCommandContext context)
    {
        var to = new Option<string?>("--to")
        {
            Description = "The migration to go to, up or down; 0 removes all tables and what is in them. Default: the newest.",
        };
        var command = new Command("migrate", "Brings the tables of the store to this version. Make a backup first.") { to };
        command.SetAction((parsed, cancellation) => HubCommand.RunAsync(async () =>
        {
            await using var services = context.CreateServices(parsed);
            var applied = await services.GetRequiredService<StoreMigration>().MigrateAsync(parsed.GetValue(to), cancellation);
            var location = services.GetRequiredService<DatabaseLocation>();
            Console.WriteLine(applied.Count == 0 ? $"{location} is empty now." : $"{location} is at {applied[^1]}.");
            return 0;
        }));
        return command;
    }
}
