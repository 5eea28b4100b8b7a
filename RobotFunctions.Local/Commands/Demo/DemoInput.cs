using RobotFunctions.Simulator.References;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The reference file of a demo.</summary>
internal static class DemoInput
{
    /// <summary>The sample file next to the executable.</summary>
    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples", "references.jsonl");

    /// <summary>Prepares a file with the requested references, in <paramref name="folder"/> unless it is a user's file, and returns its path.</summary>
    /// <exception cref="FileNotFoundException">The given file does not exist.</exception>
    public static async Task<string> PrepareAsync(DemoOptions options, string folder, CancellationToken cancellation)
    {
        var source = options.File ?? Samples;
        if (!File.Exists(source))
        {
            throw new FileNotFoundException($"The file {source} does not exist. Give a reference file with --file, or omit the option.");
        }

        if (options.References is not { } count)
        {
            return source;
        }

        var file = Path.Combine(folder, "references.jsonl");
        var lines = File.ReadLines(source).Where(static line => line.Length > 0).Take(count).ToList();
        if (options.File is null && lines.Count < count)
        {
            await new ReferenceFileGenerator().WriteAsync(file, count, cancellation);
        }
        else
        {
            await File.WriteAllTextAsync(file, string.Concat(lines.Select(static line => line + "\n")), cancellation);
        }

        return file;
    }
}
