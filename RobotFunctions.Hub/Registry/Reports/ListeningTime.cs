namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>Since when the Hub has heard every report: since its start, or since the end of its last pause.</summary>
/// <param name="interval">How often <see cref="Look"/> is called. A gap of more than twice that is a pause.</param>
internal sealed class ListeningTime(TimeSpan interval)
{
    private DateTimeOffset? _last;
    private DateTimeOffset _since;

    /// <summary>Notes that the Hub is at work now.</summary>
    /// <returns>Since when it has been without a pause.</returns>
    public DateTimeOffset Look(DateTimeOffset now)
    {
        if (_last is null || now - _last > 2 * interval)
        {
            _since = now;
        }

        _last = now;
        return _since;
    }
}
