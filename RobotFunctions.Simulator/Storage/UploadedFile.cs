namespace RobotFunctions.Simulator.Storage;

/// <summary>A file that, like a blob, becomes visible only when the upload is complete.</summary>
internal static class UploadedFile
{
    /// <summary>Streams a body to disk. If the upload is interrupted, the previous content stays.</summary>
    public static async Task ReceiveAsync(Stream body, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            await using (var file = new FileStream(partial, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            }))
            {
                await body.CopyToAsync(file, 128 * 1024, cancellation);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
