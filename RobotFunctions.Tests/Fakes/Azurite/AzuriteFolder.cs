using System.Diagnostics;
using System.Text.Json;

namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>The folder with the emulator's package and lock file. What the lock file pins is installed when it is not there.</summary>
internal static class AzuriteFolder
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder, with the emulator installed.</summary>
    public static async Task<string> ReadyAsync()
    {
        var folder = Find();
        // Test projects run at the same time, and only one of them may install.
        await using (await LockAsync(Path.Combine(folder, "node_modules.lock")))
        {
            if (!IsInstalled(folder))
            {
                await InstallAsync(folder);
            }
        }

        return folder;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "RobotFunctions.Tests", "azurite");
            if (File.Exists(Path.Combine(candidate, "package-lock.json")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has RobotFunctions.Tests/azurite/package-lock.json.");
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(LookAgain, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static bool IsInstalled(string folder)
    {
        var installed = Path.Combine(folder, "node_modules", "azurite", "package.json");
        return File.Exists(installed) && VersionIn(installed, "version") == VersionIn(Path.Combine(folder, "package.json"), "dependencies", "azurite");
    }

    private static string? VersionIn(string file, params string[] path) =>
        path.Aggregate(JsonElement.Parse(File.ReadAllBytes(file)), static (element, name) => element.GetProperty(name)).GetString();

    private static async Task InstallAsync(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo(NodeJs.Npm, ["ci", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"npm ci in {folder} failed, so there is no storage emulator to test against. {errors}{await output}");
        }
    }
}
