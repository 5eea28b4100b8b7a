using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while it migrates, at any moment of it.</summary>
[Trait("Category", "Kills")]
public sealed class MigrationKillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public Task A_store_whose_migration_was_killed_can_be_migrated(StoreKind kind) => KillSchedules.RunAsync(async (seed, random) =>
    {
        using var database = await TestDatabase.CreateAsync(kind, migrated: false);
        var environment = new Dictionary<string, string> { ["HubServer__Database"] = database.Setting };
        using (var killed = RobotProcess.Start(_folder.Path, environment, "hub", "migrate"))
        {
            // The process takes half a second to reach its first statement, and the migration as long.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 1500)), TimeProvider.System);
            await killed.KillAsync();
        }

        var (code, output, error) = await RobotProcess.RunAsync(_folder.Path, environment, "", "hub", "migrate");

        Assert.True(code == 0, $"Seed {seed}: {output}{error}");
        await using var hub = await HubApp.StartAsync(kind, database: database);
    });
}
