namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>When nobody is told, unless it is urgent. Hours that end before they begin go over midnight.</summary>
/// <param name="From">Their begin, of each day.</param>
/// <param name="To">Their end, which is not part of them.</param>
/// <param name="Zone">The zone of both.</param>
internal sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    /// <summary>The first time from <paramref name="at"/> on at which somebody may be told.</summary>
    public DateTimeOffset Next(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (!time.IsBetween(From, To))
        {
            return at;
        }

        var end = local.Date.AddDays(To < time ? 1 : 0) + To.ToTimeSpan();

        // On the day on which clocks go forward, the end may be an hour that does not exist: then the first minute that does.
        while (Zone.IsInvalidTime(end))
        {
            end = end.AddMinutes(1);
        }

        return new DateTimeOffset(end, Zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
