namespace RobotFunctions.Local.Store;

/// <summary>Files that appear whole or not at all, and stay: through a crash of the process or of the machine.</summary>
internal static class DurableFile
{
    /// <summary>Ends the name of a file that is being written; one that is found at start was left behind by a crash.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>The mode of a file that nobody but its owner may read.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static long _writes;

    /// <summary>Creates or replaces a file; its folder exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="mode">Who may read it, on Unix; null for what the process gives every file.</param>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        // A write that lost its race (a step told to stop, and its successor) must not meet the other's temporary file.
        var temporary = $"{path}.{Interlocked.Increment(ref _writes)}{TemporarySuffix}";
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                if (mode is { } restricted && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(handle, restricted);
                }

                RandomAccess.Write(handle, content, 0);
                RandomAccess.FlushToDisk(handle);
                PageCache.Drop(handle, content.Length);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteLeftOver(temporary);
            throw;
        }

        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    private static void DeleteLeftOver(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (IOException)
        {
            // What made the write fail is thrown to the caller; the left-over is swept at the next start.
        }
    }
}
