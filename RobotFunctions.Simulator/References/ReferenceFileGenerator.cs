namespace RobotFunctions.Simulator.References;

/// <summary>
/// Writes reference files of any length with generated references in the shape of real ones. The same seed gives the same file, and a
/// shorter file is a prefix of a longer one. Ids are unique.
/// </summary>
/// <param name="seed">Selects the generated content.</param>
/// <param name="size">How long the references are.</param>
public sealed class ReferenceFileGenerator(int seed = 1, ReferenceSize size = ReferenceSize.Usual)
{
    /// <summary>Creates or replaces a file with this many references.</summary>
    public async Task WriteAsync(string path, int count, CancellationToken cancellation = default)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        await WriteAsync(file, count, cancellation);
    }

    /// <summary>Writes this many references, one per line.</summary>
    public async Task WriteAsync(Stream stream, int count, CancellationToken cancellation = default)
    {
        const int FlushBytes = 256 * 1024;
        using var reference = new GeneratedReference(seed, size);
        for (var index = 0; index < count; index++)
        {
            reference.Append(index);
            if (reference.Lines.Length >= FlushBytes)
            {
                await stream.WriteAsync(reference.Lines, cancellation);
                reference.Clear();
            }
        }

        await stream.WriteAsync(reference.Lines, cancellation);
    }
}
