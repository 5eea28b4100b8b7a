using System.Buffers;
using System.Text.Json;

namespace RobotFunctions.Simulator.Import;

/// <summary>The repository's validation file for a result: a line with <c>reference_id</c> and, if there is one, <c>error</c> for each entry.</summary>
internal sealed class ValidationFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly Utf8JsonWriter _writer;

    private ValidationFile(FileStream file)
    {
        _file = file;
        _writer = new Utf8JsonWriter(_line);
    }

    public static ValidationFile Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new ValidationFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024));
    }

    public void Write(Guid? reference, string? error)
    {
        _writer.WriteStartObject();
        if (reference is { } id)
        {
            _writer.WriteString("reference_id", id);
        }

        if (error is not null)
        {
            _writer.WriteString("error", error);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        _file.Write(_line.WrittenSpan);
        _file.WriteByte((byte)'\n');
        _line.ResetWrittenCount();
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _file.DisposeAsync();
    }
}
