using Microsoft.Win32.SafeHandles;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The references that batches are cut from: a file on disk and the offset of each reference in it.</summary>
internal sealed class ReferenceSource : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly List<Guid> _ids = [];
    private readonly List<(long Offset, int Length)> _places = [];

    private ReferenceSource(string path) => _file = File.OpenHandle(path, options: FileOptions.Asynchronous);

    public IReadOnlyList<Guid> Ids => _ids;

    public static async Task<ReferenceSource> OpenAsync(string path, CancellationToken cancellation)
    {
        var source = new ReferenceSource(path);
        var known = new HashSet<Guid>();
        await foreach (var line in JsonLines.ReadAsync(path, cancellation))
        {
            if (ReferenceLineId.TryRead(line.Bytes.Span, out var id) && known.Add(id))
            {
                source._ids.Add(id);
                source._places.Add((line.Offset, line.Bytes.Length));
            }
        }

        return source;
    }

    /// <summary>Writes a reference's line, with its line feed.</summary>
    public async Task CopyAsync(int position, Stream target, CancellationToken cancellation)
    {
        var (offset, length) = _places[position];
        var line = new byte[length + 1];
        await RandomAccess.ReadAsync(_file, line.AsMemory(0, length), offset, cancellation);
        line[length] = (byte)'\n';
        await target.WriteAsync(line, cancellation);
    }

    public void Dispose() => _file.Dispose();
}
