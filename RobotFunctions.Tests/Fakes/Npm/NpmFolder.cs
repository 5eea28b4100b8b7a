using System.Diagnostics;
using System.Text.Json;

namespace RobotFunctions.Tests.Fakes.Npm;

/// <summary>A folder of the repository with a package.json and a lock file. What the lock file pins is installed when it is not there.</summary>
internal static class NpmFolder
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>The full path of a folder, with its packages installed.</summary>
    /// <param name="path">The folder in the repository, such as <c>RobotFunctions.Tests/azurite</c>.</param>
    public static async Task<string> ReadyAsync(string path)
    {
        var folder = Find(path);
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

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(Path.Combine(candidate, "package-lock.json")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has {path}/package-lock.json.");
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

    private static bool IsInstalled(string folder) => Read(folder).GetProperty("dependencies").EnumerateObject().All(package =>
    {
        var installed = Path.Combine(folder, "node_modules", package.Name);
        return File.Exists(Path.Combine(installed, "package.json")) && Read(installed).GetProperty("version").GetString() == package.Value.GetString();
    });

    private static JsonElement Read(string folder) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));

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
            throw new InvalidOperationException($"npm ci in {folder} failed, so the tests cannot use its packages. {errors}{await output}");
        }
    }
}
