using Microsoft.Win32.SafeHandles;

namespace RobotFunctions.Local.Store;

/// <summary>Writes files durably, and readable by their owner only: what is written survives a crash of the process or of the machine.</summary>
internal static class DurableFile
{
    /// <summary>The suffix of a file that is being written; a file with it at start was left behind by a crash.</summary>
    public const string TemporarySuffix = ".tmp";

    private static long _writes;

    /// <summary>Creates or replaces a file atomically; its folder must exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="IOException">The disk is full or failed; the file is unchanged.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        // Concurrent writes of the same file (a cancelled step and its successor) must not share a temporary file.
        var temporary = $"{path}.{Interlocked.Increment(ref _writes)}{TemporarySuffix}";
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                Restrict(handle);
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

    /// <summary>Adds to the end of a file and creates it if there is none; its folder must exist.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file may have a part of the content.</exception>
    public static void Append(string path, ReadOnlySpan<byte> content)
    {
        using var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(handle);
        RandomAccess.Write(handle, content, length);
        RandomAccess.FlushToDisk(handle);
        if (length == 0)
        {
            Restrict(handle);
            FolderFlush.Flush(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Lets nobody but its owner read a file: what a robot stores has signed URLs in it. Windows takes the rights of the folder.</summary>
    public static void Restrict(SafeFileHandle file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void DeleteLeftOver(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (IOException)
        {
            // The original exception is thrown to the caller; the temporary file is removed at the next start.
        }
    }
}
