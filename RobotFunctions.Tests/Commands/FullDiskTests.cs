using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Soak;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>Commands on a disk that is really full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [SmallDiskFact]
    public async Task A_result_that_fills_the_disk_is_kept_as_far_as_it_goes_and_continued_when_there_is_room()
    {
        using var disk = SmallDisk.TryMount(_temporary.File("disk"))!;
        await File.WriteAllLinesAsync(
            _temporary.File("references.jsonl"), Enumerable.Range(0, 10_000).Select(static index => $$"""{"id":"0198c1a2-7b3c-7def-8123-{{index:x12}}"}"""));
        disk.Fill(leftBytes: 2 * 1024 * 1024);

        var full = await EnhanceAsync();
        disk.Free();
        var resumed = await EnhanceAsync("--resume");

        Assert.Equal(2, full.Code);
        Assert.Contains("No space left on device", full.Error, StringComparison.Ordinal);
        Assert.Contains("Run the same command with --resume to continue.", full.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Equal(10_000, File.ReadLines(_temporary.File("disk", "results.jsonl")).Count());
    }

    [SmallDiskFact]
    public async Task A_robot_whose_store_has_no_room_does_not_start_and_says_so()
    {
        using var disk = SmallDisk.TryMount(_temporary.File("disk"))!;
        disk.Fill(leftBytes: 0);
        var settings = new Dictionary<string, string>
        {
            ["Robot__Id"] = TestRobots.RobotId.ToString(),
            ["Robot__Secret"] = TestRobots.Secret,
            ["Repository__Url"] = "http://127.0.0.1:9",
            ["Storage__Path"] = Path.Combine(disk.Path, "store"),
        };

        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, settings, "", "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, code);
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> EnhanceAsync(params string[] more) => RobotProcess.RunAsync(
        _temporary.Path, new Dictionary<string, string>(), "", ["enhance", "references.jsonl", "-o", Path.Combine("disk", "results.jsonl"), "--enhancer", "toy", .. more]);
}

/// <summary>A test with a disk of its own, which only root on Linux may mount.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool IsPossible = CanMount();

    public SmallDiskFactAttribute() => Skip = IsPossible ? null : "A disk of its own can be mounted by root on Linux only.";

    private static bool CanMount()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.TryMount(folder.File("disk"));
        return disk is not null;
    }
}
