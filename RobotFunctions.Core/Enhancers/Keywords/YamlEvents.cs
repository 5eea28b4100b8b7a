using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RobotFunctions.Core.Enhancers.Keywords;

/// <summary>
/// The events of a YAML text. Where the parser fails by a fault of its own, as it does in a list in brackets with a line that is not indented, that is a
/// <see cref="YamlException"/>, too.
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
        catch (InvalidOperationException fault)
        {
            var at = Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "What follows could not be parsed; indent the lines of a list in brackets.", fault);
        }
    }
}
