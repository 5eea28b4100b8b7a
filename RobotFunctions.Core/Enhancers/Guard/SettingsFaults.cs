namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>
/// Whether what an enhancer says can only be explained by its settings: a model may refuse one reference with the status it refuses a wrong key
/// with, but not all of them.
/// </summary>
internal sealed class SettingsFaults
{
    private const int Convincing = 10;

    private readonly Lock _gate = new();
    private bool _answered;
    private int _inARow;
    private string? _last;

    /// <summary>What is wrong, when the enhancer says nothing else: ten times in a row, or ever since it was made.</summary>
    public string? Verdict
    {
        get
        {
            lock (_gate)
            {
                return _inARow >= Convincing || !_answered ? _last : null;
            }
        }
    }

    /// <summary>The enhancer blamed its settings.</summary>
    public void Add(string problem)
    {
        lock (_gate)
        {
            (_inARow, _last) = (_inARow + 1, problem);
        }
    }

    /// <summary>The enhancer answered for a reference, whatever it said.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            (_answered, _inARow, _last) = (true, 0, null);
        }
    }
}
