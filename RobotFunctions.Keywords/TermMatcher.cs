namespace RobotFunctions.Keywords;

/// <summary>
/// Finds every occurrence of any number of patterns in a text in one pass (the Aho-Corasick automaton), in time linear in the text's
/// length and the number of occurrences, whatever the patterns.
/// </summary>
internal sealed class TermMatcher
{
    private const int Root = 0;

    // By state and letter in one number, which is found faster than a pair.
    private readonly Dictionary<long, int> _next = [];
    private readonly List<int> _patternAt = [-1];

    // The fallback state, and the state of the next shorter pattern that ends here.
    private readonly int[] _fallback;
    private readonly int[] _shorter;

    /// <summary>Creates a matcher; patterns are identified by their index.</summary>
    public TermMatcher(IReadOnlyList<string> patterns)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            _patternAt[Insert(patterns[i])] = i;
        }

        _fallback = new int[_patternAt.Count];
        _shorter = new int[_patternAt.Count];
        Link();
    }

    /// <summary>Counts the occurrences of each pattern, including overlapping ones.</summary>
    /// <param name="text">The text.</param>
    /// <param name="counts">The counts by pattern; patterns that do not occur are omitted.</param>
    public void Count(ReadOnlySpan<char> text, Dictionary<int, int> counts)
    {
        var state = Root;
        foreach (var letter in text)
        {
            state = Step(state, letter);
            for (var ended = state; ended != Root; ended = _shorter[ended])
            {
                if (_patternAt[ended] is var pattern and >= 0)
                {
                    counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
                }
            }
        }
    }

    private static long Edge(int state, char letter) => ((long)state << 16) | letter;

    private int Step(int state, char letter)
    {
        int next;
        while (!_next.TryGetValue(Edge(state, letter), out next) && state != Root)
        {
            state = _fallback[state];
        }

        return next;
    }

    private int Insert(string pattern)
    {
        var state = Root;
        foreach (var letter in pattern)
        {
            if (!_next.TryGetValue(Edge(state, letter), out var next))
            {
                next = _patternAt.Count;
                _patternAt.Add(-1);
                _next.Add(Edge(state, letter), next);
            }

            state = next;
        }

        return state;
    }

    // States are linked in order of depth: a fallback always has a smaller depth.
    private void Link()
    {
        var children = _next.ToLookup(edge => (int)(edge.Key >> 16), edge => (Letter: (char)edge.Key, State: edge.Value));
        var queue = new Queue<int>([Root]);
        while (queue.TryDequeue(out var parent))
        {
            foreach (var (letter, state) in children[parent])
            {
                _fallback[state] = parent == Root ? Root : Step(_fallback[parent], letter);
                _shorter[state] = _patternAt[_fallback[state]] >= 0 ? _fallback[state] : _shorter[_fallback[state]];
                queue.Enqueue(state);
            }
        }
    }
}
