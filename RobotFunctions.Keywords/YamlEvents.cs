using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RobotFunctions.Keywords;

/// <summary>
/// The events of a YAML text. The parser has faults of its own: it throws other exceptions for a list in brackets with a line that is not indented and for
/// tags that are not URIs. Here each of them is a <see cref="YamlException"/>.
/// </summary>
/// <param name="text">The text.</param>
internal sealed class YamlEvents(TextReader text) : IParser
{
    private readonly Parser _parser = new(text);

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException and not DecoderFallbackException)
        {
            var at = Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "What follows could not be parsed; check the indentation of lists in brackets, and tags.", fault);
        }
    }
}
