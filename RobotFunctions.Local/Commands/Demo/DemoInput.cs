using RobotFunctions.Simulator.References;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The reference file of a demo.</summary>
internal static class DemoInput
{
    /// <summary>The samples that come with the project, beside the executable.</summary>
    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples", "references.jsonl");

    /// <summary>The path of a file with the references that were asked for, in <paramref name="folder"/> unless it is somebody's own.</summary>
    /// <exception cref="FileNotFoundException">The file that was named is not there.</exception>
    public static async Task<string> PrepareAsync(DemoOptions options, string folder, CancellationToken cancellation)
    {
        var source = options.File ?? Samples;
        if (!File.Exists(source))
        {
            throw new FileNotFoundException($"There is no file {source}. Name a reference file with --file, or leave it out.");
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
