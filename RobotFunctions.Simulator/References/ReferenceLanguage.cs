using System.Text;

namespace RobotFunctions.Simulator.References;

/// <summary>What references in one language are made of, as UTF-8.</summary>
internal sealed class ReferenceLanguage(string[] authors, string[] titles, string[] sentences)
{
    public IReadOnlyList<string> Authors { get; } = authors;

    public IReadOnlyList<byte[]> Titles { get; } = Array.ConvertAll(titles, Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Sentences { get; } = Array.ConvertAll(sentences, Encoding.UTF8.GetBytes);
}
