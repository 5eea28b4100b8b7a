using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RobotFunctions.Tests.Fakes;

/// <summary>Everything that was logged, as a person would read it.</summary>
public sealed class CollectedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = [];

    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>A logger for a class that is built without a host.</summary>
    public ILogger<T> For<T>()
    {
        using var factory = new LoggerFactory([this]);
        return factory.CreateLogger<T>();
    }

    /// <summary>No line has a signature of a signed URL, or the secret of the robot of <see cref="TestRobots"/>.</summary>
    public void AssertTellNoSecret() => Assert.All(_lines, static line =>
    {
        Assert.DoesNotContain("sig=", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestRobots.Secret, line.Text, StringComparison.Ordinal);
    });

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Collector(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new LogLine(logLevel, category, $"{formatter(state, exception)} {exception}".TrimEnd()));
    }
}

/// <summary>One logged line.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Text);
