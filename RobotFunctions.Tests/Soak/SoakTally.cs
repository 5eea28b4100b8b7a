using System.Globalization;
using System.Text.RegularExpressions;
using RobotFunctions.Core.DeadLetters;

namespace RobotFunctions.Tests.Soak;

/// <summary>What came of what was sent, over any number of schedules: so that nobody takes idle schedules for good ones.</summary>
internal sealed partial class SoakTally
{
    private int _accepted;
    private int _refused;
    private int _unanswered;
    private int _imports;
    private int _errors;
    private int _letters;
    private int _uncertain;
    private int _polled;
    private int _pollsFailed;
    private int _pollsLapsed;
    private int _starts;
    private int _resumed;

    public void Count(Sent sent, int imports, int errors, DeadLetter? letter)
    {
        _accepted += sent.IsAccepted ? 1 : 0;
        _refused += sent.MostRuns == 0 ? 1 : 0;
        _unanswered += !sent.IsAccepted && sent.MostRuns > 0 ? 1 : 0;
        _imports += imports;
        _errors += errors;
        _letters += letter is null ? 0 : 1;
        _uncertain += letter is { Uncertain: true } ? 1 : 0;
    }

    public void Count(int completed, int failed)
    {
        _polled += completed;
        _pollsFailed += failed;
        _pollsLapsed += completed + failed == 0 ? 1 : 0;
    }

    public void Count(SoakRobot robot)
    {
        _starts += robot.Starts;
        _resumed += TakenUp().Matches(robot.Log).Sum(static match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    public void Add(SoakTally other)
    {
        _accepted += other._accepted;
        _refused += other._refused;
        _unanswered += other._unanswered;
        _imports += other._imports;
        _errors += other._errors;
        _letters += other._letters;
        _uncertain += other._uncertain;
        _polled += other._polled;
        _pollsFailed += other._pollsFailed;
        _pollsLapsed += other._pollsLapsed;
        _starts += other._starts;
        _resumed += other._resumed;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"robots started {_starts}, runs that went on after that {_resumed}; pushes accepted {_accepted}, refused {_refused}, without an answer {_unanswered}; results imported {_imports}, errors {_errors}, "
        + $"dead letters {_letters} (uncertain {_uncertain}); polled references completed {_polled}, failed {_pollsFailed}, lapsed {_pollsLapsed}";

    [GeneratedRegex("The store has ([0-9]+) open runs")]
    private static partial Regex TakenUp();
}
