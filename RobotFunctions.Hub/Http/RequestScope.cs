using System.Collections;

namespace RobotFunctions.Hub.Http;

/// <summary>The scope that puts the request's id into every log line.</summary>
internal sealed class RequestScope(string id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string Name = "RequestId";

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => new(Name, index == 0 ? id : throw new ArgumentOutOfRangeException(nameof(index)));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {id}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
