namespace RobotFunctions.Tests.Protocol;

/// <summary>Files of the checkout that the tests run in, and beside it.</summary>
internal static class Checkout
{
    /// <summary>The invented references that come with the project.</summary>
    public static string SampleReferences { get; } =
        Find(Path.Combine("samples", "references.jsonl")) ?? throw new FileNotFoundException("samples/references.jsonl is not above the test's folder.");

    /// <summary>The page that describes every setting.</summary>
    public static string ConfigurationPage { get; } =
        Find(Path.Combine("docs", "configuration.md")) ?? throw new FileNotFoundException("docs/configuration.md is not above the test's folder.");

    /// <summary>Real references, where somebody put them beside the checkout; null otherwise.</summary>
    public static string? RealReferences { get; } = Find(Path.Combine("shared", "data", "references.jsonl"));

    /// <summary>The lines of a reference file: split at line feeds and nowhere else.</summary>
    public static IEnumerable<byte[]> ReadLines(string path)
    {
        var rest = File.ReadAllBytes(path).AsMemory();
        while (rest.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            yield return rest[..end].ToArray();
            rest = rest[(end + 1)..];
        }

        if (!rest.IsEmpty)
        {
            yield return rest.ToArray();
        }
    }

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, path) is var found && File.Exists(found))
            {
                return found;
            }
        }

        return null;
    }
}
