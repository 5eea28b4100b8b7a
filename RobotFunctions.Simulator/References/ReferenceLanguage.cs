using System.Text;

namespace RobotFunctions.Simulator.References;

/// <summary>The text fragments of references in one language, as UTF-8.</summary>
internal sealed class ReferenceLanguage(string[] authors, string[] titles, string[] sentences)
{
    public IReadOnlyList<string> Authors { get; } = authors;

    public IReadOnlyList<byte[]> Titles { get; } = Array.ConvertAll(titles, Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Sentences { get; } = Array.ConvertAll(sentences, Encoding.UTF8.GetBytes);
}
