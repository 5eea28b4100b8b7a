using System.Diagnostics;

namespace RobotFunctions.Tests.Soak;

/// <summary>A file system of its own for a store, so small that it can be filled. It lives in memory, and needs Linux and root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "24m";

    private readonly string _ballast;

    private SmallDisk(string path) => (Path, _ballast) = (path, System.IO.Path.Combine(path, "ballast"));

    public string Path { get; }

    /// <summary>Whether it was filled and not freed since.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Mounts one at a new folder; null where that is not possible.</summary>
    public static SmallDisk? TryMount(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", $"size={Size},mode=700", "tmpfs", path) == 0 ? new SmallDisk(path) : null;
    }

    /// <summary>Leaves no more room than this.</summary>
    public void Fill(int leftBytes)
    {
        IsFull = true;
        using var file = File.OpenHandle(_ballast, FileMode.OpenOrCreate, FileAccess.Write);
        var block = new byte[64 * 1024];
        try
        {
            while (new DriveInfo(Path).AvailableFreeSpace - leftBytes is var room and > 0)
            {
                RandomAccess.Write(file, block.AsSpan(0, (int)Math.Min(room, block.Length)), RandomAccess.GetLength(file));
            }
        }
        catch (IOException)
        {
            // The robot took the last of it meanwhile: full is full.
        }
    }

    public void Free()
    {
        File.Delete(_ballast);
        IsFull = false;
    }

    // Lazily: a process that another schedule is just starting has this one's files open for a moment.
    public void Dispose() => _ = Run("umount", "--lazy", Path);

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
